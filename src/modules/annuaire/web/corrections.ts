import { normaliserTelephone } from '#web/format.ts';

interface Connu {
  readonly telephone?: string | undefined;
  readonly mssante?: string | undefined;
}
interface Saisie {
  readonly telephone: string;
  readonly mssante: string;
  /** What was typed; empty says nothing about places. */
  readonly places: string;
}

/** Only what changed is a correction; the same number written otherwise is not, and an emptied field says nothing. */
export function corrections(connu: Connu, saisie: Saisie): { telephone?: string; mssante?: string; places?: number } {
  const telephone = normaliserTelephone(saisie.telephone);
  const mssante = saisie.mssante.trim();
  return {
    ...(telephone === '' || telephone === normaliserTelephone(connu.telephone ?? '') ? {} : { telephone }),
    ...(mssante === '' || mssante.toLowerCase() === connu.mssante?.toLowerCase() ? {} : { mssante }),
    ...(saisie.places.trim() === '' ? {} : { places: Number(saisie.places) }),
  };
}
