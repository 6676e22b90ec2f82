import type { DocumentItem } from '@openguard/model';
import type { History } from '@openguard/service';
import { weeklyReport, type Estate } from './weekly-report.js';

/** Takes the report of a week into a history. */
export const takeWeekIn = async (history: History, estate: Estate, week: number): Promise<void> => {
  const read = async function* (): AsyncGenerator<DocumentItem> {
    await Promise.resolve();
    yield* weeklyReport(estate, week);
  };
  await history.takeIn({ source: `week ${week}`, read });
};
