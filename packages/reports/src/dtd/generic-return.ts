/** The DTD of GENERIC_RETURN, served at `/generic_return.dtd`; of later releases than the seeds. */
export const GENERIC_RETURN_DTD = `<!-- GENERIC_RETURN: what an action came to -->
<!ELEMENT GENERIC_RETURN (API?,RETURN)>
<!ELEMENT API EMPTY>
<!ATTLIST API
    name CDATA #IMPLIED
    username CDATA #IMPLIED
    at CDATA #IMPLIED>
<!ELEMENT RETURN (#PCDATA)*>
<!ATTLIST RETURN
    status CDATA #REQUIRED
    number CDATA #IMPLIED>
`;
