import type { Ton } from '#web/ui/index.ts';
import type { Urgence } from '../vocabulaire.ts';

export const TON_URGENCE: Readonly<Record<Urgence, Ton>> = { U1: 'alerte', U2: 'attention', U3: 'neutre' };
