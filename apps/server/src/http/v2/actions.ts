import type { ApiAction } from './action.js';
import { complianceActions, type ComplianceActionOptions } from './compliance-actions.js';
import { hostActions, type HostActionOptions } from './host-actions.js';
import { recordActions, type RecordActionOptions } from './record-actions.js';

/** What the actions of API v2 answer from. */
export interface ActionOptions extends HostActionOptions, RecordActionOptions, ComplianceActionOptions {}

/** The actions of API v2 that this server answers; those of one path are one resource. */
export const apiActions = (options: ActionOptions): readonly ApiAction[] => [
  ...hostActions(options),
  ...recordActions(options),
  ...complianceActions(options),
];
