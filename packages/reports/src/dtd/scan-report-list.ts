/**
 * The DTD of SCAN_REPORT_LIST, served at `/scan_report_list.dtd`: Appendix D, with ERROR and `@status` as
 * extensions.
 */
export const SCAN_REPORT_LIST_DTD = `<!-- SCAN_REPORT_LIST: the saved scans of an account -->
<!-- ERROR: extension -->
<!ELEMENT SCAN_REPORT_LIST (SCAN_REPORT*,ERROR?)>
<!ATTLIST SCAN_REPORT_LIST
    user CDATA #IMPLIED
    from CDATA #IMPLIED
    to CDATA #IMPLIED
    with_target CDATA #IMPLIED>
<!-- status: extension -->
<!ELEMENT SCAN_REPORT EMPTY>
<!ATTLIST SCAN_REPORT
    ref CDATA #REQUIRED
    date CDATA #REQUIRED
    target CDATA #REQUIRED
    status CDATA #IMPLIED>
<!ELEMENT ERROR (#PCDATA)*>
<!ATTLIST ERROR
    number CDATA #IMPLIED>
`;
