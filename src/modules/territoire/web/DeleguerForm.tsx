import { useState } from 'react';
import type { z } from 'zod';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton, ChampDate, ChoixMultiple, ChoixUnique, Formulaire, Strate } from '#web/ui/index.ts';
import { deleguer, type vueDelegations } from '../contract-delegations.ts';
import { TEXTES_COMPTE } from './textes-compte.ts';

interface ProprietesDeleguer {
  readonly delegations: z.output<typeof vueDelegations.sortie>;
  readonly sens: 'je_confie' | 'je_demande';
}

/** Who, which gestures, until when: the three things a delegation is made of. */
export function DeleguerForm({ delegations, sens }: ProprietesDeleguer) {
  const [avec, setAvec] = useState('');
  const [gestes, setGestes] = useState<readonly string[]>([]);
  const [fin, setFin] = useState('');
  const confie = sens === 'je_confie';
  const envoi = useAction(deleguer, {
    apres: () => {
      notifier(confie ? TEXTES_COMPTE.confiee : TEXTES_COMPTE.demandee);
      setAvec('');
      setGestes([]);
      setFin('');
    },
  });
  const titre = confie ? TEXTES_COMPTE.confier : TEXTES_COMPTE.demander;
  if (delegations.personnes.length === 0)
    return (
      <Strate titre={titre}>
        <Avis titre="Personne, dans ce territoire, n’a un rôle qui convienne. La coordination peut inviter un secrétariat." />
      </Strate>
    );
  return (
    <Strate titre={titre}>
      <Formulaire
        nom={titre}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer({ sens, avec, gestes: [...gestes], fin })}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {confie ? 'Confier' : 'Demander'}
          </Bouton>
        }
      >
        <ChoixUnique
          nom="avec"
          libelle={confie ? 'À qui ?' : 'Pour qui ?'}
          options={delegations.personnes.map(({ affectation, nom, precision }) => ({
            valeur: affectation,
            libelle: nom,
            precision,
          }))}
          presentation={delegations.personnes.length > 6 ? 'liste' : 'cartes'}
          valeur={avec === '' ? undefined : avec}
          onChange={setAvec}
        />
        <ChoixMultiple
          nom="gestes"
          libelle="Quels gestes ?"
          options={delegations.gestes.map(({ code, libelle, precision }) => ({ valeur: code, libelle, precision }))}
          valeurs={gestes}
          onChange={setGestes}
        />
        <ChampDate nom="fin" libelle="Dernier jour" aide="Douze mois au plus." valeur={fin} onChange={setFin} />
      </Formulaire>
    </Strate>
  );
}
