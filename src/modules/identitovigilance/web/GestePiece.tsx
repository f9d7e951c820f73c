import { useState } from 'react';
import { PIECES } from '#fhir/identite/pieces.ts';
import { verifierPiece } from '#modules/dossier/contract.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Case, ChoixUnique, Formulaire, Strate } from '#web/ui/index.ts';
import type { QualificationVue } from '../contract-vues.ts';
import s from './Identites.module.css';
import { COMPARAISON, QUALIFIER } from './textes.ts';

interface ProprietesPiece {
  readonly patient: string;
  readonly etat: QualificationVue;
}

/** Only what proves something for this person is offered: the others would be refused. */
const admises = (mineur: boolean) =>
  Object.entries(PIECES)
    .filter(([, piece]) => piece.probante && (mineur || piece.mineur !== true))
    .map(([valeur, { libelle }]) => ({ valeur, libelle }));

export function GestePiece({ patient, etat }: ProprietesPiece) {
  const { version, mineur, ehpadPermis, statutIns, aComparer } = etat;
  const [piece, setPiece] = useState<string>();
  const [cases, setCases] = useState({ pieceDUnParent: false, perimee: false, residentEhpad: false });
  const envoi = useAction(verifierPiece, { apres: () => notifier(QUALIFIER.notee) });
  if (statutIns.code === 'VALI') return <Strate titre={QUALIFIER.geste2Fait}>{null}</Strate>;
  const cocher = (nom: keyof typeof cases) => (coche: boolean) => setCases({ ...cases, [nom]: coche });
  return (
    <Strate titre={QUALIFIER.geste2}>
      <p>{QUALIFIER.comparer}</p>
      <dl className={s['traits']}>
        {aComparer.map(({ libelle, valeur }) => (
          <div key={libelle}>
            <dt>{libelle}</dt>
            <dd>{valeur || COMPARAISON.rien}</dd>
          </div>
        ))}
      </dl>
      <Formulaire
        nom={QUALIFIER.geste2}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer({ patient, version, piece: piece ?? '', ...cases })}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {QUALIFIER.vue}
          </Bouton>
        }
      >
        <ChoixUnique
          nom="piece"
          libelle={QUALIFIER.piece}
          aide={QUALIFIER.pieceAide}
          options={admises(mineur)}
          valeur={piece}
          onChange={setPiece}
        />
        {mineur && (
          <Case
            nom="pieceDUnParent"
            libelle={QUALIFIER.parent}
            cochee={cases.pieceDUnParent}
            onChange={cocher('pieceDUnParent')}
          />
        )}
        <Case nom="perimee" libelle={QUALIFIER.perimee} cochee={cases.perimee} onChange={cocher('perimee')} />
        {ehpadPermis && (
          <Case
            nom="residentEhpad"
            libelle={QUALIFIER.ehpad}
            cochee={cases.residentEhpad}
            onChange={cocher('residentEhpad')}
          />
        )}
      </Formulaire>
    </Strate>
  );
}
