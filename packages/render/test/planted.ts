import type { MapHost } from '@openguard/model';
import type { ReportedFinding } from '../src/index.js';
import { MARK } from './browser.js';

const RUN = `window.${MARK}=1;document.title='${MARK}'`;

/** What a hostile host may write where a report shows its words. */
export const PLANTS = [
  `<script>${RUN}</script>`,
  `"><script>${RUN}</script>`,
  `'><img src=x onerror="${RUN}">`,
  `<img src=x onerror=${RUN}>`,
  `<svg onload="${RUN}"><animate onbegin="${RUN}" attributeName=x></svg>`,
  `</style><script>${RUN}</script>`,
  `</title><script>${RUN}</script>`,
  `]]><script>${RUN}</script>`,
  `--><script>${RUN}</script><!--`,
  `<iframe srcdoc="<script>parent.${MARK}=1</script>"></iframe>`,
  `<a href="javascript:${RUN}">x</a>`,
  `<a href="data:text/html,<script>${RUN}</script>">x</a>`,
  `<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">`,
  `<base href="http://127.0.0.1:9/"><link rel=stylesheet href=x.css>`,
  `<style>*{background:url(http://127.0.0.1:9/x)}</style>`,
  `<form action="http://127.0.0.1:9/"><input name=x autofocus onfocus="${RUN}"></form>`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${RUN}&gt;">`,
  `<p style="background:url(http://127.0.0.1:9/y)" id="changes" onclick="${RUN}">x</p>`,
  `&lt;script&gt;${RUN}&lt;/script&gt;`,
  `\u001b]8;;http://127.0.0.1:9/\u0007x\u001b]8;;\u0007`,
] as const;

/** A finding with one plant in every field that a host or a document controls. */
export const plantedFinding = (plant: string, index: number): ReportedFinding => ({
  verdict: index % 2 === 0 ? 'new' : 'fixed',
  reason: plant,
  finding: {
    section: index % 3 === 0 ? 'vuln' : 'info',
    ip: index % 4 === 0 ? plant : `192.0.2.${index + 1}`,
    id: `${plant}${index}`,
    title: plant,
    cve: [plant],
    category: plant,
    severity: 5,
    port: 80,
    protocol: plant,
    fqdn: plant,
    diagnosis: plant,
    consequence: plant,
    solution: plant,
    result: `${plant}\n`.repeat(20),
  },
});

/** A host of a map with a plant in every field. */
export const plantedHost = (plant: string, index: number): MapHost => ({
  ip: index % 2 === 0 ? plant : `192.0.2.${index + 1}`,
  name: plant,
  os: plant,
  router: index % 5 === 0,
  ports: [80],
  links: [plant, ''],
});
