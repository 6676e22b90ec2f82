import { says, tcp, type Plant } from '../plant.js';
import { vnc, x11 } from '../services/xvnc.js';

/** Screens that are shown elsewhere. */
export const DESKTOP_PLANTS: readonly Plant[] = [
  {
    name: 'x11-open',
    check: 'x11_open',
    family: 'desktop',
    spot: tcp(6000),
    weak: x11('-ac'),
    fixed: x11('-auth nobody'),
    bare: [says('x11-access', /granted/)],
  },
  {
    name: 'vnc-open',
    check: 'vnc_no_authentication',
    family: 'desktop',
    spot: tcp(5900),
    weak: vnc('-SecurityTypes None'),
    fixed: vnc('-SecurityTypes VncAuth -PasswordFile password'),
    bare: [says('vnc-info', /None/)],
  },
];
