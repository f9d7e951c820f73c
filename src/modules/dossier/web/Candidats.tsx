import { Check, TriangleAlert } from 'lucide-react';
import { Avis, Bouton, Carte, Etiquette, Lien, Pile, Strate } from '#web/ui/index.ts';
import type { Candidat } from '../contract-vues.ts';
import { cheminPersonne } from './chemins.ts';
import s from './Dossier.module.css';
import type { Trouvailles } from './NouvellePersonnePage.tsx';
import { NOUVELLE } from './textes.ts';

interface ProprietesCandidats {
  readonly trouvailles: Trouvailles;
  readonly ecartes: readonly string[];
  readonly onEcarter: (id: string) => void;
}

/** Who resembles, with the reasons: a person decides, never the machine. */
export function Candidats({ trouvailles, ecartes, onEcarter }: ProprietesCandidats) {
  const { candidats, plus, commentDemander } = trouvailles;
  if (candidats.length === 0) {
    return (
      <Avis ton="succes" titre={NOUVELLE.aucun} annonce>
        {NOUVELLE.aucunSuite}
      </Avis>
    );
  }
  return (
    <Strate titre={NOUVELLE.candidats}>
      <Pile>
        {candidats.map((candidat) => (
          <CarteDeCandidat
            key={candidat.patient}
            candidat={candidat}
            ecarte={ecartes.includes(candidat.patient)}
            commentDemander={commentDemander}
            onEcarter={() => onEcarter(candidat.patient)}
          />
        ))}
        {plus && <p>{NOUVELLE.plus}</p>}
      </Pile>
    </Strate>
  );
}

interface ProprietesCarte {
  readonly candidat: Candidat;
  readonly ecarte: boolean;
  readonly commentDemander: string;
  readonly onEcarter: () => void;
}

function CarteDeCandidat({ candidat, ecarte, commentDemander, onEcarter }: ProprietesCarte) {
  const { nom, nomNaissance, naissance, age, commune, niveau, motifs, conflits, aPortee, patient } = candidat;
  const traits = [
    nomNaissance === undefined ? undefined : `nom de naissance ${nomNaissance}`,
    naissance === undefined ? undefined : `${naissance}${age === undefined ? '' : ` (${age} ans)`}`,
    commune,
  ].filter((trait) => trait !== undefined);
  return (
    <Carte
      titre={nom}
      niveau={3}
      accent={ecarte ? undefined : niveau === 'forte' ? 'corde' : 'bleu'}
      aCote={
        <Etiquette ton={niveau === 'forte' ? 'attente' : 'neutre'}>
          {niveau === 'forte' ? NOUVELLE.ressemble : NOUVELLE.possible}
        </Etiquette>
      }
      actions={
        <>
          {aPortee && (
            <Lien vers={cheminPersonne(patient)} bouton="secondaire" nomComplet={`${NOUVELLE.ouvrir} (${nom})`}>
              {NOUVELLE.ouvrir}
            </Lien>
          )}
          {ecarte ? (
            <output>{NOUVELLE.ecarte}</output>
          ) : (
            <Bouton nomComplet={`${NOUVELLE.cenestpas} (${nom})`} onPress={onEcarter}>
              {NOUVELLE.cenestpas}
            </Bouton>
          )}
        </>
      }
    >
      <p>{traits.join(' · ')}</p>
      <Raisons titre={NOUVELLE.motifs} phrases={motifs} icone={<Check aria-hidden size={18} />} />
      <Raisons titre={NOUVELLE.conflits} phrases={conflits} icone={<TriangleAlert aria-hidden size={18} />} />
      {!aPortee && <p>{commentDemander}</p>}
    </Carte>
  );
}

function Raisons({
  titre,
  phrases,
  icone,
}: {
  readonly titre: string;
  readonly phrases: readonly string[];
  readonly icone: React.ReactNode;
}) {
  if (phrases.length === 0) return null;
  return (
    <ul className={s['raisons']} aria-label={titre}>
      {phrases.map((phrase) => (
        <li key={phrase}>
          {icone}
          <span>{phrase}</span>
        </li>
      ))}
    </ul>
  );
}
