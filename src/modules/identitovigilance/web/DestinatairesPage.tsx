import { useState } from 'react';
import { useParametre } from '#web/adresse.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterDateCourte } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import {
  Bouton,
  Champ,
  ChoixUnique,
  Formulaire,
  Page,
  Strate,
  Tableau,
  Vide,
  type Colonne,
  type OptionDeChoix,
} from '#web/ui/index.ts';
import { destinataires, leverGel, signalerUsurpation } from '../contract.ts';
import type { DestinataireVu } from '../contract-vues.ts';
import { CHEMIN_IDENTITES } from './chemins.ts';
import { DESTINATAIRES } from './textes.ts';

const COLONNES: readonly Colonne<DestinataireVu>[] = [
  { cle: 'nom', titre: DESTINATAIRES.qui, render: ({ nom }) => nom },
  { cle: 'quoi', titre: DESTINATAIRES.quoi, render: ({ quoi }) => quoi },
  { cle: 'le', titre: DESTINATAIRES.quand, render: ({ le }) => formaterDateCourte(le) },
  { cle: 'adresse', titre: DESTINATAIRES.adresse, render: ({ adresse }) => adresse ?? '' },
];

/** Whom to warn when something left under a wrong identity, and how to freeze one that was stolen. */
export function DestinatairesPage() {
  const patient = useParametre('id');
  const vue = useVue(destinataires, { patient });
  return (
    <Page titre={DESTINATAIRES.titre} retour={{ vers: CHEMIN_IDENTITES, texte: DESTINATAIRES.retour }}>
      <EtatDeVue vue={vue} chargement={DESTINATAIRES.chargement}>
        {({ nom, gelee, retenus, destinataires: partis }) => (
          <>
            <Strate titre={nom}>
              <p>{DESTINATAIRES.aide}</p>
              <Tableau
                legende={DESTINATAIRES.titre}
                colonnes={COLONNES}
                lignes={partis}
                cle={({ cle }) => cle}
                vide={<Vide titre={DESTINATAIRES.vide} />}
              />
            </Strate>
            {gelee ? <Degeler patient={patient} retenus={retenus} /> : <Geler patient={patient} />}
          </>
        )}
      </EtatDeVue>
    </Page>
  );
}

function Geler({ patient }: { readonly patient: string }) {
  const [motif, setMotif] = useState('');
  const envoi = useAction(signalerUsurpation, {
    apres: ({ arretes }) => {
      setMotif('');
      notifier(DESTINATAIRES.gelee(arretes));
    },
  });
  return (
    <Strate titre={DESTINATAIRES.usurpation}>
      <p>{DESTINATAIRES.usurpationAide}</p>
      <Formulaire
        nom={DESTINATAIRES.usurpation}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer({ patient, motif })}
        actions={
          <Bouton type="submit" variante="danger" enCours={envoi.enCours}>
            {DESTINATAIRES.geler}
          </Bouton>
        }
      >
        <Champ nom="motif" libelle={DESTINATAIRES.motif} valeur={motif} onChange={setMotif} />
      </Formulaire>
    </Strate>
  );
}

const SUITES: readonly OptionDeChoix<'reprendre' | 'abandonner'>[] = [
  { valeur: 'reprendre', libelle: DESTINATAIRES.reprendre, precision: DESTINATAIRES.reprendrePrecision },
  { valeur: 'abandonner', libelle: DESTINATAIRES.abandonner, precision: DESTINATAIRES.abandonnerPrecision },
];

function Degeler({ patient, retenus }: { readonly patient: string; readonly retenus: number }) {
  const [motif, setMotif] = useState('');
  const [suite, setSuite] = useState<'reprendre' | 'abandonner'>();
  const envoi = useAction(leverGel, {
    apres: () => {
      setMotif('');
      notifier(DESTINATAIRES.degelee);
    },
  });
  return (
    <Strate titre={DESTINATAIRES.degeler}>
      <p>{DESTINATAIRES.degelerAide}</p>
      <Formulaire
        nom={DESTINATAIRES.degeler}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer({ patient, motif, ...(suite === undefined ? {} : { retenus: suite }) })}
        actions={
          <Bouton type="submit" enCours={envoi.enCours}>
            {DESTINATAIRES.degeler}
          </Bouton>
        }
      >
        <Champ nom="motif" libelle={DESTINATAIRES.motif} valeur={motif} onChange={setMotif} />
        {retenus > 0 && (
          <ChoixUnique
            nom="retenus"
            libelle={DESTINATAIRES.retenus(retenus)}
            options={SUITES}
            valeur={suite}
            onChange={setSuite}
          />
        )}
      </Formulaire>
    </Strate>
  );
}
