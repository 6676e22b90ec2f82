import type { ApiAction } from './action.js';
import { hostActions, type HostActionOptions } from './host-actions.js';

/** What the actions of API v2 answer from. */
export type ActionOptions = HostActionOptions;

/** The actions of API v2 that this server answers; those of one path are one resource. */
export const apiActions = (options: ActionOptions): readonly ApiAction[] => [...hostActions(options)];
