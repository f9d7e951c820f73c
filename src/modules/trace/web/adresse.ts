import { z } from 'zod';

/** Which months: what was opened before this day. */
export const rechercheJournal = z.object({ avant: z.iso.date().optional().catch(undefined) });
