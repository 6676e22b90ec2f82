/** The TCP ports that a map looks at (API v2.01, Appendix H). */
export const MAPPED_PORTS: readonly number[] = [21, 22, 23, 25, 53, 80, 110, 135, 139, 443];
