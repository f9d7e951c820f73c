import { ArrowUp, Check, Plus, Trash2 } from 'lucide-react';
import { Bouton, ChampTelephone, ChoixUnique, Formulaire, Rang, type ErreursDeChamps } from '#web/ui/index.ts';
import s from './Files.module.css';

export interface LigneDEchelle {
  readonly ref: string;
  readonly telephone: string;
}

interface PersonneProposee {
  readonly ref: string;
  readonly nom: string;
  readonly structure: string;
  readonly telephone?: string | undefined;
}

interface ProprietesEchelle {
  readonly personnes: readonly PersonneProposee[];
  readonly lignes: readonly LigneDEchelle[];
  readonly onChange: (lignes: readonly LigneDEchelle[]) => void;
  readonly erreurs: ErreursDeChamps | undefined;
  readonly erreurGenerale: string | undefined;
  readonly enCours: boolean;
  readonly onEnvoyer: () => void;
}

/** The order in which people are called: first on duty, then each rung. Moved by buttons, so that a keyboard does it too. */
export function EchelleForm(proprietes: ProprietesEchelle) {
  const { personnes, lignes, onChange, enCours } = proprietes;
  const remplacer = (rang: number, ligne: LigneDEchelle) => onChange(lignes.map((l, r) => (r === rang ? ligne : l)));
  return (
    <Formulaire
      nom="Qui répond"
      erreurs={proprietes.erreurs}
      erreurGenerale={proprietes.erreurGenerale}
      onEnvoyer={proprietes.onEnvoyer}
      actions={
        <Bouton type="submit" variante="principal" icone={<Check aria-hidden size={20} />} enCours={enCours}>
          Enregistrer cet ordre
        </Bouton>
      }
    >
      <div className={s['lignes']}>
        {lignes.map((ligne, rang) => (
          <Echelon
            // The rung is the identity of the line: the person in it changes.
            // oxlint-disable-next-line react/no-array-index-key
            key={rang}
            rang={rang}
            ligne={ligne}
            personnes={personnes}
            seul={lignes.length === 1}
            onChange={(nouvelle) => remplacer(rang, nouvelle)}
            onMonter={() => onChange(echanger(lignes, rang))}
            onRetirer={() => onChange(lignes.filter((_, r) => r !== rang))}
          />
        ))}
      </div>
      {lignes.length < 8 && (
        <Bouton
          icone={<Plus aria-hidden size={20} />}
          onPress={() => onChange([...lignes, { ref: '', telephone: '' }])}
        >
          Ajouter quelqu’un après
        </Bouton>
      )}
    </Formulaire>
  );
}

function echanger(lignes: readonly LigneDEchelle[], rang: number): readonly LigneDEchelle[] {
  const avant = lignes[rang - 1];
  const ici = lignes[rang];
  if (avant === undefined || ici === undefined) return lignes;
  return lignes.map((ligne, r) => (r === rang - 1 ? ici : r === rang ? avant : ligne));
}

interface ProprietesEchelon {
  readonly rang: number;
  readonly ligne: LigneDEchelle;
  readonly personnes: readonly PersonneProposee[];
  readonly seul: boolean;
  readonly onChange: (ligne: LigneDEchelle) => void;
  readonly onMonter: () => void;
  readonly onRetirer: () => void;
}

function Echelon({ rang, ligne, personnes, seul, onChange, onMonter, onRetirer }: ProprietesEchelon) {
  const titre = rang === 0 ? 'Répond d’abord' : `Puis, en ${rang + 1}e`;
  const choisir = (ref: string) => {
    const telephone = personnes.find((p) => p.ref === ref)?.telephone;
    onChange({ ref, telephone: telephone ?? '' });
  };
  return (
    <section className={s['ligne']} aria-label={titre}>
      <h2>{titre}</h2>
      <ChoixUnique
        nom={`porteurs.${rang}.ref`}
        libelle="Personne"
        presentation="liste"
        options={personnes.map(({ ref, nom, structure }) => ({ valeur: ref, libelle: nom, precision: structure }))}
        valeur={ligne.ref === '' ? undefined : ligne.ref}
        onChange={choisir}
      />
      <ChampTelephone
        nom={`porteurs.${rang}.telephone`}
        libelle="Numéro où on la joint"
        valeur={ligne.telephone}
        onChange={(telephone) => onChange({ ...ligne, telephone })}
      />
      <Rang>
        {rang > 0 && (
          <Bouton
            variante="discret"
            icone={<ArrowUp aria-hidden size={20} />}
            nomComplet={`Appeler plus tôt (${titre})`}
            onPress={onMonter}
          >
            Appeler plus tôt
          </Bouton>
        )}
        <Bouton
          variante="discret"
          icone={<Trash2 aria-hidden size={20} />}
          nomComplet={`Retirer (${titre})`}
          fermePourquoi={seul ? 'Une file a toujours au moins une personne joignable.' : undefined}
          onPress={onRetirer}
        >
          Retirer
        </Bouton>
      </Rang>
    </section>
  );
}
