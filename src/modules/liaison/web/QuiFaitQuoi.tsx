import { Plus } from 'lucide-react';
import { ChoixDansLAnnuaire } from '#modules/annuaire/web/ChoixDansLAnnuaire.tsx';
import { formaterJour } from '#web/format.ts';
import { Bouton, Champ, ChampDate, ChoixUnique, Rang, Strate, useMaintenant } from '#web/ui/index.ts';
import { finDuJour, vendrediQuiVient } from './dates.ts';
import s from './Liaison.module.css';
import { PROMESSE, PROMESSES_MAX, type Promesse } from './saisie.ts';
import { APPEL } from './textes.ts';

interface Proprietes {
  readonly promesses: readonly Promesse[];
  /** Name of the other party, for « l’autre personne ». */
  readonly autre: string;
  readonly onChange: (promesses: readonly Promesse[]) => void;
}

/** The promises of the call: each becomes a task with somebody and a date. */
export function QuiFaitQuoi({ promesses, autre, onChange }: Proprietes) {
  return (
    <Strate titre={APPEL.quiFaitQuoi}>
      {promesses.map((promesse, rang) => (
        <LigneDePromesse
          // Lines have no identity of their own: they are added at the end and removed one by one.
          key={rang}
          rang={rang}
          promesse={promesse}
          autre={autre}
          onChange={(partie) => onChange(promesses.map((p, i) => (i === rang ? { ...p, ...partie } : p)))}
          onRetirer={() => onChange(promesses.filter((_, i) => i !== rang))}
        />
      ))}
      {promesses.length < PROMESSES_MAX && (
        <Rang>
          <Bouton icone={<Plus aria-hidden size={20} />} onPress={() => onChange([...promesses, PROMESSE])}>
            {promesses.length === 0 ? APPEL.ajouter : APPEL.ajouterAutre}
          </Bouton>
        </Rang>
      )}
    </Strate>
  );
}

interface ProprietesLigne {
  readonly rang: number;
  readonly promesse: Promesse;
  readonly autre: string;
  readonly onChange: (partie: Partial<Promesse>) => void;
  readonly onRetirer: () => void;
}

function LigneDePromesse({ rang, promesse, autre, onChange, onRetirer }: ProprietesLigne) {
  const prefixe = `quiFaitQuoi.${rang}`;
  return (
    <fieldset className={s['ligne']} aria-label={`Chose à faire ${rang + 1}`}>
      <Champ
        nom={`${prefixe}.quoi`}
        libelle={APPEL.quoi}
        longueurMax={300}
        focusInitial={promesse.quoi === ''}
        valeur={promesse.quoi}
        onChange={(quoi) => onChange({ quoi })}
      />
      <ChoixUnique
        nom={`${prefixe}.qui`}
        libelle={APPEL.qui}
        presentation="ligne"
        options={[
          { valeur: 'moi', libelle: APPEL.moi },
          { valeur: 'autre', libelle: autre === '' ? APPEL.autre : autre },
          { valeur: 'collegue', libelle: APPEL.collegue },
        ]}
        valeur={promesse.qui}
        onChange={(qui) => onChange({ qui })}
      />
      {promesse.qui === 'collegue' && (
        <ChoixDansLAnnuaire
          nom={`${prefixe}.collegue`}
          libelle={APPEL.quelCollegue}
          genre="personne"
          choisi={promesse.collegue === '' ? undefined : { ref: promesse.collegue, nom: promesse.nom }}
          onChoisir={(contact) => onChange({ collegue: contact?.ref ?? '', nom: contact?.nom ?? '' })}
        />
      )}
      <PourQuand prefixe={prefixe} promesse={promesse} onChange={onChange} />
      <Rang>
        <Bouton variante="discret" nomComplet={`${APPEL.retirer} la chose à faire ${rang + 1}`} onPress={onRetirer}>
          {APPEL.retirer}
        </Bouton>
      </Rang>
    </fieldset>
  );
}

function PourQuand({
  prefixe,
  promesse,
  onChange,
}: Pick<ProprietesLigne, 'promesse' | 'onChange'> & { readonly prefixe: string }) {
  const maintenant = useMaintenant();
  const vendredi = formaterJour(finDuJour(vendrediQuiVient(maintenant)), maintenant);
  return (
    <>
      <ChoixUnique
        nom={`${prefixe}.quand`}
        libelle={APPEL.pourQuand}
        presentation="ligne"
        options={[
          { valeur: 'demain', libelle: APPEL.demain },
          { valeur: 'vendredi', libelle: vendredi },
          { valeur: 'semaine', libelle: APPEL.semaine },
          { valeur: 'date', libelle: APPEL.autreDate },
        ]}
        valeur={promesse.quand}
        onChange={(quand) => onChange({ quand })}
      />
      {promesse.quand === 'date' && (
        <ChampDate
          nom={`${prefixe}.pourLe`}
          libelle={APPEL.date}
          valeur={promesse.date}
          onChange={(date) => onChange({ date })}
        />
      )}
    </>
  );
}
