import { z } from 'zod';

const reference = z.string().max(100).optional().catch(undefined);

/** Who and about whom: references only, never a name. */
export const rechercheSimuler = z.object({ patient: reference, affectation: reference, role: reference });
