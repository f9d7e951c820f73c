import { useState } from 'react';
import type { z } from 'zod';
import { estJour } from '#lib/temps/jour.ts';
import { heureLocale, instantLocal } from '#lib/temps/zone.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useAction, useVue } from '#web/requetes.ts';
import {
  Bouton,
  Champ,
  ChampDate,
  ChampTelephone,
  ChoixMultiple,
  ChoixUnique,
  Formulaire,
  Page,
} from '#web/ui/index.ts';
import { direMaPresence, maPresence } from '../contract.ts';
import { ChoixDansLAnnuaire } from './ChoixDansLAnnuaire.tsx';
import { CHEMIN_ANNUAIRE } from './chemins.ts';
import { ANNUAIRE, JOURS, PRESENCE } from './textes.ts';

type Presence = z.output<typeof maPresence.sortie>;
const ZONE = 'Europe/Paris';

/** Present or away, who replaces, how best to be reached: said in thirty seconds. */
export function MaPresencePage() {
  const vue = useVue(maPresence, {});
  return (
    <Page
      titre={PRESENCE.titre}
      sousTitre={PRESENCE.sousTitre}
      retour={{ vers: CHEMIN_ANNUAIRE, texte: ANNUAIRE.titre }}
      etroite
    >
      <EtatDeVue vue={vue} chargement={PRESENCE.chargement}>
        {(presence) => <FormulairePresence key={presence.le ?? ''} presence={presence} />}
      </EtatDeVue>
    </Page>
  );
}

interface Saisie {
  readonly absent: boolean;
  readonly du: string;
  readonly au: string;
  readonly remplacant: { readonly ref: string; readonly nom: string } | undefined;
  readonly telephone: string;
  readonly canal: 'telephone' | 'mssante' | undefined;
  readonly consigne: string;
  readonly jours: readonly string[];
}

function FormulairePresence({ presence }: { readonly presence: Presence }) {
  const [saisie, setSaisie] = useState<Saisie>(() => depuisPresence(presence));
  const modifier = (partie: Partial<Saisie>) => setSaisie((avant) => ({ ...avant, ...partie }));
  const envoi = useAction(direMaPresence, { apres: () => notifier(PRESENCE.enregistree) });
  return (
    <Formulaire
      nom={PRESENCE.titre}
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      onEnvoyer={() => envoi.executer(versEntree(saisie, presence))}
      actions={
        <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
          {PRESENCE.enregistrer}
        </Bouton>
      }
    >
      <ChoixUnique
        nom="situation"
        libelle={PRESENCE.situation}
        valeur={saisie.absent ? 'absent' : 'present'}
        onChange={(choisi) => modifier({ absent: choisi === 'absent' })}
        options={[
          { valeur: 'present', libelle: PRESENCE.present },
          { valeur: 'absent', libelle: PRESENCE.absent },
        ]}
      />
      {saisie.absent && <Absence saisie={saisie} modifier={modifier} />}
      <ChoixUnique
        nom="canal"
        libelle={PRESENCE.canal}
        facultatif
        presentation="ligne"
        valeur={saisie.canal}
        onChange={(canal) => modifier({ canal })}
        options={[
          { valeur: 'telephone', libelle: PRESENCE.canaux.telephone },
          { valeur: 'mssante', libelle: PRESENCE.canaux.mssante },
        ]}
      />
      <Champ
        nom="consigne"
        libelle={PRESENCE.consigne}
        aide={PRESENCE.consigneAide}
        facultatif
        longueurMax={200}
        valeur={saisie.consigne}
        onChange={(consigne) => modifier({ consigne })}
      />
      <ChoixMultiple
        nom="horaires"
        libelle={PRESENCE.horaires}
        facultatif
        valeurs={saisie.jours}
        onChange={(jours) => modifier({ jours })}
        options={JOURS.map((jour, rang) => ({ valeur: String(rang + 1), libelle: jour }))}
      />
    </Formulaire>
  );
}

function Absence({
  saisie,
  modifier,
}: {
  readonly saisie: Saisie;
  readonly modifier: (partie: Partial<Saisie>) => void;
}) {
  return (
    <>
      <ChampDate nom="absenteDu" libelle={PRESENCE.du} valeur={saisie.du} onChange={(du) => modifier({ du })} />
      <ChampDate
        nom="absenteJusqu"
        libelle={PRESENCE.au}
        facultatif
        valeur={saisie.au}
        onChange={(au) => modifier({ au })}
      />
      <ChoixDansLAnnuaire
        nom="remplacant"
        libelle={PRESENCE.remplacant}
        aide={PRESENCE.remplacantAide}
        genre="personne"
        choisi={saisie.remplacant}
        onChoisir={(remplacant) => modifier({ remplacant })}
      />
      {saisie.remplacant !== undefined && (
        <ChampTelephone
          nom="remplacant.telephone"
          libelle={PRESENCE.telephoneRemplacant}
          facultatif
          valeur={saisie.telephone}
          onChange={(telephone) => modifier({ telephone })}
        />
      )}
    </>
  );
}

const jourDit = (instant: string | undefined): string =>
  instant === undefined ? '' : heureLocale(new Date(instant), ZONE).jour;

function depuisPresence(p: Presence): Saisie {
  return {
    absent: p.absenteDu !== undefined,
    du: jourDit(p.absenteDu),
    au: jourDit(p.absenteJusqu),
    remplacant: p.remplacant === undefined ? undefined : { ref: p.remplacant.ref ?? '', nom: p.remplacant.nom },
    telephone: p.remplacant?.telephone ?? '',
    canal: p.canal,
    consigne: p.consigne ?? '',
    jours: [...new Set(p.horaires.map((h) => String(h.jour)))],
  };
}

/** Midnight of France on that day; what does not exist is sent as typed, and the server says what is wrong. */
const minuit = (jour: string): string => (estJour(jour) ? instantLocal(jour, 0, ZONE).toISOString() : jour);

function versEntree(saisie: Saisie, avant: Presence): z.input<typeof direMaPresence.entree> {
  const { absent, du, au, remplacant, telephone, canal, consigne, jours } = saisie;
  // Hours already known are kept for the days that stay.
  const horaires = jours.flatMap((jour) => {
    const connus = avant.horaires.filter((h) => String(h.jour) === jour);
    return connus.length > 0 ? connus : [{ jour: Number(jour) }];
  });
  return {
    horaires,
    ...(absent ? { absenteDu: minuit(du), ...(au === '' ? {} : { absenteJusqu: minuit(au) }) } : {}),
    ...(absent && remplacant !== undefined
      ? {
          remplacant: {
            nom: remplacant.nom,
            ...(remplacant.ref === '' ? {} : { ref: remplacant.ref }),
            ...(telephone === '' ? {} : { telephone }),
          },
        }
      : {}),
    ...(canal === undefined ? {} : { canal }),
    ...(consigne.trim() === '' ? {} : { consigne }),
  };
}
