import { useState } from 'react';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { accorder, formaterIlYA, formaterNombre } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import { Avis, Bouton, Dialogue, Page, Rang, Tableau, useMaintenant, type Colonne } from '#web/ui/index.ts';
import type { z } from 'zod';
import { eteindre, liste, relancer } from '../contract.ts';
import { TEXTES } from './textes.ts';

type Abonnement = z.output<typeof liste.sortie>['abonnements'][number];

/** Every software that is told of changes, those out of order first, with what a person can do about it. */
export function AbonnementsPage() {
  const vue = useVue(liste, {});
  return (
    <Page
      titre={TEXTES.titre}
      sousTitre={
        vue.data === undefined ? undefined : accorder(vue.data.abonnements.length, 'abonnement', 'abonnements')
      }
      retour={{ vers: '/territoire', texte: TEXTES.retour }}
    >
      <EtatDeVue vue={vue} chargement={TEXTES.chargement}>
        {({ abonnements }) => <TableauDesAbonnements abonnements={abonnements} />}
      </EtatDeVue>
    </Page>
  );
}

function TableauDesAbonnements({ abonnements }: { readonly abonnements: readonly Abonnement[] }) {
  const maintenant = useMaintenant();
  const [aEteindre, setAEteindre] = useState<Abonnement>();
  const relance = useAction(relancer, { apres: () => notifier(TEXTES.relance) });
  const colonnes: readonly Colonne<Abonnement>[] = [
    { cle: 'logiciel', titre: 'Logiciel', render: (a) => a.proprietaire },
    { cle: 'sujet', titre: 'Suit', render: (a) => a.sujet.replace('urn:cordee:sujet:', '') },
    { cle: 'vers', titre: 'Prévenu par', render: (a) => (a.canal === 'flux' ? 'un flux qu’il ouvre' : (a.vers ?? '')) },
    {
      cle: 'etat',
      titre: 'État',
      render: (a) =>
        a.erreur === undefined
          ? TEXTES.etats[a.etat]
          : `${TEXTES.etats[a.etat]} : ${a.erreur}${a.erreurLe === undefined ? '' : ` (${formaterIlYA(a.erreurLe, maintenant)})`}`,
    },
    { cle: 'attente', titre: 'En attente', nombre: true, render: (a) => formaterNombre(a.enAttente) },
    {
      cle: 'gestes',
      titre: 'Agir',
      render: (a) => (
        <Rang>
          <Bouton
            nomComplet={`${TEXTES.relancer} l’abonnement de ${a.proprietaire}`}
            fermePourquoi={a.etat === 'panne' ? undefined : TEXTES.pasEnPanne}
            enCours={relance.enCours}
            onPress={() => relance.executer({ id: a.id })}
          >
            {TEXTES.relancer}
          </Bouton>
          <Bouton
            variante="discret"
            nomComplet={`${TEXTES.eteindre} l’abonnement de ${a.proprietaire}`}
            fermePourquoi={a.etat === 'eteint' ? TEXTES.dejaEteint : undefined}
            onPress={() => setAEteindre(a)}
          >
            {TEXTES.eteindre}
          </Bouton>
        </Rang>
      ),
    },
  ];
  return (
    <>
      {relance.erreur !== undefined && <Avis ton="attention" titre={relance.erreur.texte} annonce />}
      <Tableau
        legende={TEXTES.legende}
        colonnes={colonnes}
        lignes={abonnements}
        cle={({ id }) => id}
        vide={TEXTES.vide}
      />
      {aEteindre !== undefined && <Extinction abonnement={aEteindre} onFermer={() => setAEteindre(undefined)} />}
    </>
  );
}

function Extinction({ abonnement, onFermer }: { readonly abonnement: Abonnement; readonly onFermer: () => void }) {
  const extinction = useAction(eteindre, {
    apres: () => {
      notifier(TEXTES.eteint);
      onFermer();
    },
  });
  return (
    <Dialogue
      titre={`Éteindre l’abonnement de ${abonnement.proprietaire} ?`}
      ouvert
      alerte
      onFermer={onFermer}
      actions={
        <Bouton
          variante="danger"
          enCours={extinction.enCours}
          onPress={() => extinction.executer({ id: abonnement.id })}
        >
          {TEXTES.confirmer}
        </Bouton>
      }
    >
      {extinction.erreur !== undefined && <Avis ton="attention" titre={extinction.erreur.texte} annonce />}
      <p>{TEXTES.consequence}</p>
    </Dialogue>
  );
}
