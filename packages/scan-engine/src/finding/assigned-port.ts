/** What IANA registered a TCP port for. */
export interface AssignedPort {
  readonly name: string;
  readonly description: string;
}

// Port, registered name and description, for the ports that are met most often.
const ASSIGNED = `
1 tcpmux TCP Port Service Multiplexer
7 echo Echo
9 discard Discard
13 daytime Daytime
17 qotd Quote of the Day
19 chargen Character Generator
20 ftp-data File Transfer (Default Data)
21 ftp File Transfer Protocol (Control)
22 ssh The Secure Shell (SSH) Protocol
23 telnet Telnet
25 smtp Simple Mail Transfer
37 time Time
43 nicname Who Is
49 tacacs Login Host Protocol (TACACS)
53 domain Domain Name Server
70 gopher Gopher
79 finger Finger
80 http World Wide Web HTTP
88 kerberos Kerberos
102 iso-tsap ISO-TSAP Class 0
109 pop2 Post Office Protocol - Version 2
110 pop3 Post Office Protocol - Version 3
111 sunrpc SUN Remote Procedure Call
113 ident Authentication Service
119 nntp Network News Transfer Protocol
123 ntp Network Time Protocol
135 epmap DCE endpoint resolution
137 netbios-ns NETBIOS Name Service
138 netbios-dgm NETBIOS Datagram Service
139 netbios-ssn NETBIOS Session Service
143 imap Internet Message Access Protocol
161 snmp SNMP
162 snmptrap SNMPTRAP
177 xdmcp X Display Manager Control Protocol
179 bgp Border Gateway Protocol
194 irc Internet Relay Chat Protocol
264 bgmp BGMP
389 ldap Lightweight Directory Access Protocol
427 svrloc Server Location
443 https http protocol over TLS/SSL
444 snpp Simple Network Paging Protocol
445 microsoft-ds Microsoft-DS
464 kpasswd kpasswd
465 submissions Message Submission over TLS protocol
500 isakmp isakmp
502 mbap Modbus Application Protocol
512 exec remote process execution
513 login remote login a la telnet
514 shell cmd, like exec with automatic authentication
515 printer spooler
540 uucp uucpd
543 klogin Kerberos login
544 kshell krcmd
548 afpovertcp AFP over TCP
554 rtsp Real Time Streaming Protocol (RTSP)
563 nntps nntp protocol over TLS/SSL
587 submission Message Submission
593 http-rpc-epmap HTTP RPC Ep Map
623 oob-ws-http DMTF out-of-band web services management protocol
631 ipp Internet Printing Protocol
636 ldaps ldap protocol over TLS/SSL
646 ldp LDP
873 rsync rsync
902 ideafarm-door self documenting Telnet Door
989 ftps-data ftp protocol, data, over TLS/SSL
990 ftps ftp protocol, control, over TLS/SSL
992 telnets telnet protocol over TLS/SSL
993 imaps IMAP over TLS protocol
995 pop3s POP3 over TLS protocol
1080 socks Socks
1099 rmiregistry RMI Registry
1194 openvpn OpenVPN
1352 lotusnote Lotus Note
1433 ms-sql-s Microsoft-SQL-Server
1434 ms-sql-m Microsoft-SQL-Monitor
1521 ncube-lm nCube License Manager
1720 h323hostcall H.323 Call Control Signalling
1723 pptp pptp
1883 mqtt Message Queuing Telemetry Transport Protocol
1900 ssdp SSDP
2000 cisco-sccp Cisco SCCP
2049 nfs Network File System - Sun Microsystems
2083 radsec Secure Radius Service
2121 scientia-ssdb SCIENTIA-SSDB
2181 eforward eforward
2375 docker Docker REST API (plain text)
2376 docker-s Docker REST API (ssl)
2379 etcd-client etcd client communication
2380 etcd-server etcd server to server communication
2483 ttc Oracle TTC
2484 ttc-ssl Oracle TTC SSL
3000 hbci HBCI
3128 ndl-aas Active API Server Port
3260 iscsi-target iSCSI port
3268 msft-gc Microsoft Global Catalog
3269 msft-gc-ssl Microsoft Global Catalog with LDAP/SSL
3306 mysql MySQL
3389 ms-wbt-server MS WBT Server
3690 svn Subversion
4000 terabase Terabase
4369 epmd Erlang Port Mapper Daemon
4444 krb524 KRB524
4505 salt-pub Salt publisher
4506 salt-req Salt request server
4786 smart-install Smart Install Service
4848 appserv-http App Server - Admin HTTP
5000 commplex-main commplex-main
5001 commplex-link commplex-link
5060 sip SIP
5061 sips SIP-TLS
5222 xmpp-client XMPP Client Connection
5223 hpvirtgrp HP Virtual Machine Group Management
5269 xmpp-server XMPP Server Connection
5353 mdns Multicast DNS
5432 postgresql PostgreSQL Database
5555 personal-agent Personal Agent
5632 pcanywherestat pcANYWHEREstat
5666 nrpe Nagios Remote Plugin Executor
5671 amqps amqp protocol over TLS/SSL
5672 amqp AMQP
5900 rfb Remote Framebuffer
5984 couchdb CouchDB
5985 wsman WBEM WS-Management HTTP
5986 wsmans WBEM WS-Management HTTP over TLS/SSL
6000 x11 X Window System
6379 redis An advanced key-value cache and store
6443 sun-sr-https Service Registry Default HTTPS Domain
6514 syslog-tls Syslog over TLS
6566 sane-port SANE Control Port
6667 ircu IRCU
6697 ircs-u Internet Relay Chat via TLS/SSL
7001 afs3-callback callbacks to cache managers
7070 arcp ARCP
8000 irdmi iRDMI
8008 http-alt HTTP Alternate
8009 nvme-disc NVMe over Fabrics Discovery Service
8080 http-alt HTTP Alternate
8081 sunproxyadmin Sun Proxy Admin Service
8086 d-s-n Distributed SCADA Networking Rendezvous Port
8088 radan-http Radan HTTP
8443 pcsync-https PCsync HTTPS
8500 fmtp Flight Message Transfer Protocol
8883 secure-mqtt Secure MQTT
8888 ddi-tcp-1 NewsEDGE server TCP
9000 cslistener CSlistener
9042 cassandra Apache Cassandra native transport
9090 websm WebSM
9092 XmlIpcRegSvc Xml-Ipc Server Reg
9100 pdl-datastream Printer PDL Data Stream
9160 apani1 apani1
9200 wap-wsp WAP connectionless session service
9300 vrace Virtual Racing Service
9418 git git pack transfer service
9999 distinct distinct
10000 ndmp Network Data Management Protocol
10050 zabbix-agent Zabbix Agent
10051 zabbix-trapper Zabbix Trapper
11211 memcache Memory cache service
20000 dnp DNP
27017 mongodb Mongo database system
50000 ibm-db2 IBM DB2
`;

const table: ReadonlyMap<number, AssignedPort> = new Map(
  ASSIGNED.trim()
    .split('\n')
    .map((line) => {
      const [port = '', name = '', ...words] = line.split(' ');
      return [Number(port), { name, description: words.join(' ') }];
    }),
);

/**
 * What a TCP port is registered for; `undefined` for ports that are not in the table. X11 displays have the
 * ports from 6000 to 6063.
 */
export const assignedPort = (port: number): AssignedPort | undefined =>
  table.get(port > 6000 && port <= 6063 ? 6000 : port);
