/** Whole calendar quarters that are over: two periods never overlap, so none can be subtracted from another. */

export interface Trimestre {
  /** `2026-T3` */
  readonly code: string;
  readonly debut: Date;
  readonly fin: Date;
}

const NOMBRE = 8;

/** The last finished quarters, newest first, in UTC: a day at the edge counts in one quarter only. */
export function trimestresFinis(maintenant: Date, nombre = NOMBRE): readonly Trimestre[] {
  const enCours = maintenant.getUTCFullYear() * 4 + Math.floor(maintenant.getUTCMonth() / 3);
  return Array.from({ length: nombre }, (_, n) => trimestre(enCours - 1 - n));
}

function trimestre(rang: number): Trimestre {
  const [annee, numero] = [Math.floor(rang / 4), rang % 4];
  return {
    code: `${annee}-T${numero + 1}`,
    debut: new Date(Date.UTC(annee, numero * 3, 1)),
    fin: new Date(Date.UTC(annee, numero * 3 + 3, 1)),
  };
}
