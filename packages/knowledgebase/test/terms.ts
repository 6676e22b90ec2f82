/** Terms of the field that a dictionary lacks, and that the texts of the checks use. */
export const TERMS = `
  Traceroute adapter backports Balancer Blowfish certbot cfingerd chargen chrony
  clientless config decrypt defacements Diffie dnsmasq dsaparam efingerd Exim fingerd ganesha
  Heartbleed http inetd inetutils Infineon Kerberos Linuxconf memcached middleboxes mountd mysqld
  nfs nginx nmbd plaintext Postfix reinstallation rexec rlogin rollups rpcbind rsh Rsync rsync
  Sendmail Slowloris snmp sshd statd stateful telnetd Ticketbleed unencrypted untick vsftpd vty
  workgroup xinetd
`;
