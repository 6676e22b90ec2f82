/**
 * The DTD of REGISTRATION, served at `/enrollment.dtd`: Appendix J with both names of the service level and
 * both orders of the samples, and with an ERROR that no field is at fault for.
 */
export const REGISTRATION_DTD = `<!-- REGISTRATION: a new account, or what is wrong with the form -->
<!ELEMENT REGISTRATION (USERINFO|ERROR)>
<!ENTITY % level "(SERVICE_LEVEL|SERVICELEVEL)">
<!ELEMENT USERINFO (USERNAME,((%level;,PASSWORD?)|(PASSWORD,%level;)))>
<!ELEMENT USERNAME (#PCDATA)>
<!ELEMENT SERVICE_LEVEL (#PCDATA)>
<!ELEMENT SERVICELEVEL (#PCDATA)>
<!-- there only with returnpassword=yes -->
<!ELEMENT PASSWORD (#PCDATA)>
<!-- number, ERROR without FIELD: extensions -->
<!ELEMENT ERROR (FIELD*,SUMMARY)>
<!ATTLIST ERROR
    number CDATA #IMPLIED>
<!-- returnpassword: extension -->
<!ELEMENT FIELD (#PCDATA)*>
<!ATTLIST FIELD
    name (prefix|firstname|lastname|title|phone|email|company|addr1|city|zipcode|country|state|slevel|type|domain|targetip|addr2|fax|returnpassword) #REQUIRED
    error_type (invalid|missing) #REQUIRED>
<!ELEMENT SUMMARY (#PCDATA)>
`;
