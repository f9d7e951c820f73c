import { useState } from 'react';
import { formaterDateCourte } from '#web/format.ts';
import { Bouton, Carte, Etiquette, Lien, Rang } from '#web/ui/index.ts';
import { cheminPersonne } from '#web/chemins.ts';
import type { DoublonVu } from '../contract-vues.ts';
import { ComparaisonTraits } from './ComparaisonTraits.tsx';
import { DeuxPersonnes } from './DeuxPersonnes.tsx';
import s from './Identites.module.css';
import { Proposition } from './Proposition.tsx';
import { Reunir } from './Reunir.tsx';
import { IDENTITES, QUALIFIER } from './textes.ts';

/** `rang`: two pairs may have the same names. Two files side by side, why they resemble, who decides and before when; one of two answers. */
export function Doublon({ doublon, rang }: { readonly doublon: DoublonVu; readonly rang: number }) {
  const [reponse, setReponse] = useState<'meme' | 'distinctes'>();
  const { a, b, motifs, conflits, qui, dueLe } = doublon;
  const fermer = () => setReponse(undefined);
  const pareils = doublon.comparaison.filter(({ accord }) => accord === 'identique');
  const autres = doublon.comparaison.filter(({ accord }) => accord !== 'identique');
  return (
    <Carte
      titre={`${rang}. ${a.nom} · ${b.nom}`}
      niveau={3}
      aCote={doublon.collision ? <Etiquette ton="alerte">{IDENTITES.collision}</Etiquette> : undefined}
    >
      {qui !== undefined && (
        <p>
          {IDENTITES.porteur(qui)}
          {dueLe === undefined ? '' : ` avant le ${formaterDateCourte(dueLe)}`}.
        </p>
      )}
      <ul className={s['dossiers']}>
        {[a, b].map((dossier) => (
          <li key={dossier.patient}>
            <Lien vers={cheminPersonne(dossier.patient)}>{dossier.nom}</Lien>
            {[dossier.naissance, dossier.commune, dossier.statutIns.mots].filter(Boolean).map((mot) => ` · ${mot}`)}
          </li>
        ))}
      </ul>
      {motifs.length + conflits.length > 0 && <p>{[...motifs, ...conflits].join(' ; ')}.</p>}
      {pareils.length > 0 && <p>{IDENTITES.pareils(pareils.map(({ libelle }) => libelle))}</p>}
      {autres.length > 0 && (
        <ComparaisonTraits
          legende={QUALIFIER.comparaison}
          traits={autres}
          ici="Premier dossier"
          ailleurs="Second dossier"
        />
      )}
      {doublon.proposition === undefined ? (
        <Rang>
          <Bouton variante="principal" deplie={reponse === 'meme'} onPress={() => setReponse('meme')}>
            {IDENTITES.meme}
          </Bouton>
          <Bouton deplie={reponse === 'distinctes'} onPress={() => setReponse('distinctes')}>
            {IDENTITES.distinctes}
          </Bouton>
        </Rang>
      ) : (
        <Proposition proposition={doublon.proposition} />
      )}
      {reponse === 'meme' && <Reunir doublon={doublon} onFini={fermer} />}
      {reponse === 'distinctes' && <DeuxPersonnes doublon={doublon.id} onFini={fermer} />}
    </Carte>
  );
}
