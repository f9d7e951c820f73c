import { Champ, ChoixUnique } from '#web/ui/index.ts';
import type { ChoixDeQualite } from '../contract.ts';
import { TEXTES } from './textes.ts';

export interface SaisieQualite {
  readonly sousCategorie: string;
  readonly preuve: string;
  readonly preuveDe: string;
}
export const QUALITE_VIERGE: SaisieQualite = { sousCategorie: '', preuve: '', preuveDe: '' };

interface Proprietes {
  readonly choix: readonly ChoixDeQualite[];
  readonly saisie: SaisieQualite;
  readonly modifier: (partie: Partial<SaisieQualite>) => void;
}

/** What somebody is (R. 1110-2) and what was seen that proves it. Nothing is chosen beforehand. */
export function ChampsQualite({ choix, saisie, modifier }: Proprietes) {
  if (choix.length === 0) return null;
  const preuves = choix.find(({ code }) => code === saisie.sousCategorie)?.preuves ?? [];
  return (
    <>
      <ChoixUnique
        nom="sousCategorie"
        libelle={TEXTES.sousCategorie}
        aide={TEXTES.sousCategorieAide}
        presentation="liste"
        options={choix.map(({ code, libelle }) => ({ valeur: code, libelle }))}
        valeur={saisie.sousCategorie === '' ? undefined : saisie.sousCategorie}
        onChange={(sousCategorie) => modifier({ sousCategorie, preuve: '', preuveDe: '' })}
      />
      {preuves.length > 0 && (
        <ChoixUnique
          nom="preuve"
          libelle={TEXTES.preuve}
          options={preuves.map(({ code, libelle }) => ({ valeur: code, libelle }))}
          valeur={saisie.preuve === '' ? undefined : saisie.preuve}
          onChange={(preuve) => modifier({ preuve, preuveDe: '' })}
        />
      )}
      {saisie.preuve !== '' && (
        <Champ
          nom="preuveDe"
          libelle={saisie.preuve === 'rpps' ? TEXTES.numeroRpps : TEXTES.attestationDe}
          aide={saisie.preuve === 'rpps' ? TEXTES.numeroRppsAide : TEXTES.attestationDeAide}
          valeur={saisie.preuveDe}
          onChange={(preuveDe) => modifier({ preuveDe })}
        />
      )}
    </>
  );
}
