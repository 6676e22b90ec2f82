/** How API v2.01 prints the content of SCAN in Appendix A: one parenthesis is never closed. */
export const PRINTED_SCAN = '<!ELEMENT SCAN ((HEADER,(ERROR|IP+)|ERROR)>';

/** How it prints the content of IP: not deterministic, since both branches begin with INFOS. */
export const PRINTED_IP = '<!ELEMENT IP ((INFOS,SERVICES?,VULNS?,PRACTICES?)|INFOS)>';

const MENDED_SCAN = '<!ELEMENT SCAN ((HEADER,(ERROR|IP+))|ERROR)>';
const MENDED_IP = '<!ELEMENT IP (INFOS,SERVICES?,VULNS?,PRACTICES?)>';

/** The declarations of Appendix A with these two contents. */
export const seedScanDtd = (scan = MENDED_SCAN, ip = MENDED_IP): string => `${scan}
<!ATTLIST SCAN
    value CDATA #REQUIRED>
<!ELEMENT ERROR (#PCDATA)*>
<!ELEMENT HEADER (KEY)+>
<!ELEMENT KEY (#PCDATA)*>
<!ATTLIST KEY
    value CDATA #IMPLIED>
${ip}
<!ATTLIST IP
    value CDATA #REQUIRED
    name CDATA #IMPLIED>
<!ELEMENT CAT (INFO+|SERVICE+|VULN+|PRACTICE+)>
<!ATTLIST CAT
    value CDATA #REQUIRED
    fqdn CDATA #IMPLIED
    port CDATA #IMPLIED
    misc CDATA #IMPLIED>
<!ELEMENT INFOS (CAT)+>
<!ELEMENT INFO (TITLE,DIAGNOSIS?,CONSEQUENCE?,SOLUTION?,RESULT?)>
<!ATTLIST INFO
    value CDATA #REQUIRED
    severity CDATA #IMPLIED>
<!ELEMENT SERVICES (CAT)+>
<!ELEMENT SERVICE (TITLE,DIAGNOSIS?,CONSEQUENCE?,SOLUTION?,RESULT?)>
<!ATTLIST SERVICE
    value CDATA #REQUIRED
    severity CDATA #REQUIRED>
<!ELEMENT VULNS (CAT)+>
<!ELEMENT VULN (TITLE,DIAGNOSIS?,CONSEQUENCE?,SOLUTION?,RESULT?)>
<!ATTLIST VULN
    value CDATA #REQUIRED
    severity CDATA #REQUIRED
    esoid CDATA #IMPLIED
    cveid CDATA #IMPLIED>
<!ELEMENT TITLE (#PCDATA)*>
<!ELEMENT DIAGNOSIS (#PCDATA)*>
<!ELEMENT CONSEQUENCE (#PCDATA)*>
<!ELEMENT SOLUTION (#PCDATA)*>
<!ELEMENT RESULT (#PCDATA)*>
<!ATTLIST RESULT
    format CDATA #IMPLIED>
<!ELEMENT PRACTICES (CAT)+>
<!ELEMENT PRACTICE (TITLE,DIAGNOSIS?,CONSEQUENCE?,SOLUTION?,RESULT?)>
<!ATTLIST PRACTICE
    value CDATA #REQUIRED
    severity CDATA #REQUIRED
    esoid CDATA #IMPLIED
    cveid CDATA #IMPLIED>
`;

/** The declarations of Appendix D as they are printed. */
export const SEED_SCAN_REPORT_LIST_DTD = `<!ELEMENT SCAN_REPORT_LIST (SCAN_REPORT*)>
<!ATTLIST SCAN_REPORT_LIST
    user CDATA #REQUIRED
    from CDATA #REQUIRED
    to CDATA #REQUIRED
    with_target CDATA #IMPLIED>
<!ELEMENT SCAN_REPORT EMPTY>
<!ATTLIST SCAN_REPORT
    ref CDATA #REQUIRED
    date CDATA #REQUIRED
    target CDATA #REQUIRED>
`;

/** The declarations of Appendix G as they are printed. */
export const SEED_MAP_DTD = `<!ELEMENT MAP (IP+)>
<!ATTLIST MAP
    value CDATA #REQUIRED>
<!ELEMENT IP ((PORT+,LINK*)|LINK+)?>
<!ATTLIST IP
    value CDATA #REQUIRED
    name CDATA #IMPLIED
    type CDATA #IMPLIED
    os CDATA #IMPLIED>
<!ELEMENT PORT (#PCDATA)*>
<!ATTLIST PORT
    value CDATA #REQUIRED>
<!ELEMENT LINK EMPTY>
<!ATTLIST LINK
    value CDATA #REQUIRED>
`;

/** How API v2.01 prints the service level in Appendix J: by a name that nothing else uses. */
export const PRINTED_LEVEL = 'SERVICELEVEL';

/** The declarations of Appendix J, with the name that its own model and the samples have. */
export const seedRegistrationDtd = (
  level = 'SERVICE_LEVEL',
): string => `<!ELEMENT REGISTRATION (USERINFO|ERROR)>
<!ELEMENT USERINFO (USERNAME,SERVICE_LEVEL,PASSWORD?)>
<!ELEMENT USERNAME (#PCDATA)>
<!ELEMENT ${level} (#PCDATA)>
<!ELEMENT PASSWORD (#PCDATA)>
<!ELEMENT ERROR (FIELD+,SUMMARY)>
<!ELEMENT FIELD (#PCDATA)*>
<!ATTLIST FIELD
    name (prefix|firstname|lastname|title|phone|email|company|addr1|city|zipcode|country|state|slevel|type|domain|targetip|addr2|fax) #REQUIRED
    error_type (invalid|missing) #REQUIRED>
<!ELEMENT SUMMARY (#PCDATA)>
`;
