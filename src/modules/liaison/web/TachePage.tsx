import { Check } from 'lucide-react';
import type { z } from 'zod';
import { useAdresse, useParametre } from '#web/adresse.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useAction, useVue } from '#web/requetes.ts';
import { Avis, Bouton, Lien, Page, Panneau, Pile, QuiALaMain, Rang } from '#web/ui/index.ts';
import { prendreTache, tache } from '../contract.ts';
import { rechercheTache } from './adresse.ts';
import { cheminAppel } from './chemins.ts';
import { FormulaireFaire, FormulaireReporter } from './FormulairesDeTache.tsx';
import { TACHE } from './textes.ts';

type Tache = z.output<typeof tache.sortie>;

/** One small promise: who has it, until when; done, postponed or taken over. */
export function TachePage() {
  const vue = useVue(tache, { id: useParametre('id') });
  const t = vue.data;
  return (
    <Page
      titre={t === undefined ? 'Tâche' : t.quoi}
      retour={{ vers: '/', texte: 'Aujourd’hui' }}
      sousTitre={
        t !== undefined && (
          <Rang>
            <span>
              {TACHE.donneePar} {t.donneePar}
            </span>
            {t.personne !== undefined && (
              <Lien vers={`/personnes/${encodeURIComponent(t.personne.id)}`}>{t.personne.nom}</Lien>
            )}
            {t.appel !== undefined && <Lien vers={cheminAppel(t.appel)}>{TACHE.lAppel}</Lien>}
          </Rang>
        )
      }
      actionPrincipale={t !== undefined && <ActionPrincipale t={t} />}
      etroite
    >
      <EtatDeVue vue={vue} chargement={TACHE.chargement}>
        {(lue) => <Contenu t={lue} />}
      </EtatDeVue>
    </Page>
  );
}

function ActionPrincipale({ t }: { readonly t: Tache }) {
  const { changer } = useAdresse(rechercheTache);
  if (t.etat === 'termine') return null;
  return (
    <Bouton
      variante="principal"
      icone={<Check aria-hidden size={20} />}
      fermePourquoi={t.ferme}
      onPress={() => changer({ geste: 'faire' })}
    >
      {TACHE.faire}
    </Bouton>
  );
}

function Contenu({ t }: { readonly t: Tache }) {
  const { recherche, changer } = useAdresse(rechercheTache);
  const prise = useAction(prendreTache, { apres: () => notifier(TACHE.prise) });
  const fermer = () => changer({ geste: undefined });
  const ouverte = t.etat !== 'termine';
  const agir = ouverte && t.ferme === undefined;
  return (
    <Pile>
      <QuiALaMain
        etat={t.etat}
        qui={t.qui}
        depuis={t.depuis}
        remonteA={t.etat === 'retard' ? t.qui : undefined}
        prochaineEtape={t.dueLe === undefined ? undefined : { texte: `${t.quoi}, avant`, le: t.dueLe }}
        action={
          agir &&
          !t.aMoi && (
            <Bouton enCours={prise.enCours} onPress={() => prise.executer({ id: t.id })}>
              {TACHE.prendre}
            </Bouton>
          )
        }
      />
      {prise.erreurGenerale !== undefined && <Avis ton="attention" titre={prise.erreurGenerale} annonce />}
      {!ouverte && <Avis ton="succes" titre={TACHE.finie} />}
      {agir && (
        <Rang>
          <Bouton onPress={() => changer({ geste: 'reporter' })}>{TACHE.reporter}</Bouton>
        </Rang>
      )}
      <Panneau titre={TACHE.faire} ouvert={recherche.geste === 'faire'} onFermer={fermer}>
        <FormulaireFaire id={t.id} onFait={fermer} />
      </Panneau>
      <Panneau titre={TACHE.reporter} ouvert={recherche.geste === 'reporter'} onFermer={fermer}>
        <FormulaireReporter id={t.id} onFait={fermer} />
      </Panneau>
    </Pile>
  );
}
