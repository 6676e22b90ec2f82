const DECLARATIONS = `<!-- HEADER, ERROR and the map without hosts: extensions -->
<!ELEMENT MAP (HEADER?,(IP+|ERROR)?)>
<!ATTLIST MAP
    value CDATA #REQUIRED>
<!ELEMENT ERROR (#PCDATA)*>
<!ATTLIST ERROR
    number CDATA #IMPLIED>

<!-- of later releases -->
<!ELEMENT HEADER (KEY+,ASSET_GROUPS?,USER_ENTERED_DOMAINS?,OPTION_PROFILE?)>
<!ELEMENT KEY (#PCDATA)*>
<!ATTLIST KEY
    value CDATA #IMPLIED>
<!ELEMENT ASSET_GROUPS (ASSET_GROUP+)>
<!ELEMENT ASSET_GROUP (ASSET_GROUP_TITLE)>
<!ELEMENT ASSET_GROUP_TITLE (#PCDATA)*>
<!ELEMENT USER_ENTERED_DOMAINS (DOMAIN*,NETBLOCK*)>
<!ELEMENT DOMAIN (#PCDATA)*>
<!ELEMENT NETBLOCK (RANGE+)>
<!ELEMENT RANGE (START,END)>
<!ELEMENT START (#PCDATA)*>
<!ELEMENT END (#PCDATA)*>
<!ELEMENT OPTION_PROFILE (OPTION_PROFILE_TITLE)>
<!ELEMENT OPTION_PROFILE_TITLE (#PCDATA)*>
<!ATTLIST OPTION_PROFILE_TITLE
    option_profile_default CDATA #IMPLIED>

<!-- account, netbios, DISCOVERY: extensions -->
<!ELEMENT IP (PORT*,DISCOVERY*,LINK*)>
<!ATTLIST IP
    value CDATA #REQUIRED
    name CDATA #IMPLIED
    type CDATA #IMPLIED
    os CDATA #IMPLIED
    account CDATA #IMPLIED
    netbios CDATA #IMPLIED>
<!ELEMENT PORT (#PCDATA)*>
<!ATTLIST PORT
    value CDATA #REQUIRED>
<!ELEMENT DISCOVERY (#PCDATA)*>
<!ATTLIST DISCOVERY
    method CDATA #REQUIRED>
<!ELEMENT LINK EMPTY>
<!ATTLIST LINK
    value CDATA #REQUIRED>
`;

/** The DTD of MAP, served at `/map.dtd` and `/map-1.dtd`: Appendix G and what later releases add. */
export const MAP_DTD = `<!-- MAP: the hosts of a domain and the ways between them -->
${DECLARATIONS}`;

/** The DTD of MAP_REQUEST, served at `/map-2.dtd`; of later releases than the seeds. */
export const MAP_REQUEST_DTD = `<!-- MAP_REQUEST: the maps of several domains -->
<!ELEMENT MAP_REQUEST (MAP*,ERROR*)>
${DECLARATIONS}`;
