import { useState } from 'react';
import { lireDatamatrixIns } from '#lib/identifiants/index.ts';
import { jourDe } from '#lib/temps/index.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useMoi } from '#web/session/session.tsx';
import { useMaintenant } from '#web/ui/index.ts';
import s from './Dossier.module.css';
import { LecteurDatamatrix } from './LecteurDatamatrix.tsx';
import { DATAMATRIX } from './textes.ts';
import { saisieDepuisScan, type Saisie } from './traits-saisis.ts';

/** A document at hand: its code fills the traits, which are then searched like typed ones. The matricule itself is not kept here. */
export function RemplirParScan({ onTraits }: { readonly onTraits: (traits: Partial<Saisie>) => void }) {
  const { essai } = useMoi();
  const maintenant = useMaintenant();
  const [erreur, setErreur] = useState<string>();
  const lire = (lecture: string) => {
    const lu = lireDatamatrixIns(lecture, essai ? 'essai' : 'production', jourDe(maintenant, 'Europe/Paris'));
    setErreur(lu.ok ? undefined : lu.texte);
    if (!lu.ok) return;
    onTraits(saisieDepuisScan(lu.valeur));
    notifier(DATAMATRIX.lu);
  };
  return (
    <details className={s['depliant']}>
      <summary>{DATAMATRIX.titre}</summary>
      <LecteurDatamatrix onLecture={lire} erreur={erreur} />
    </details>
  );
}
