import { Check, UserRoundCheck } from 'lucide-react';
import { choisirPour, mesDelegations } from '#acces/contrat-session.ts';
import { effacerBrouillons } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterJour } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import { useMoi } from '#web/session/session.tsx';
import { Avis, Bouton, Liste, Page, Rang, Strate, useMaintenant } from '#web/ui/index.ts';
import { accepterDelegation, finirDelegation, vueDelegations, type Delegation } from '../contract-delegations.ts';
import { DeleguerForm } from './DeleguerForm.tsx';
import { partirVers } from './partir.ts';
import { TEXTES_COMPTE } from './textes-compte.ts';

/** « Pour le compte de »: for whom I act, who acts for me, and changing it. */
export function DelegationsPage() {
  const vue = useVue(vueDelegations, {});
  const { pour } = useMoi();
  return (
    <Page titre={TEXTES_COMPTE.delegations} etroite>
      <p>{TEXTES_COMPTE.delegationsAide}</p>
      <AgirPour />
      <EtatDeVue vue={vue} chargement="Chargement des délégations">
        {(delegations) => (
          <>
            <MesDemandes delegations={delegations.onMeConfie.filter(({ etat }) => etat === 'proposee')} />
            {delegations.sens === 'je_confie' && (
              <Delegations titre={TEXTES_COMPTE.jeConfie} delegations={delegations.jeConfie} />
            )}
            {pour === undefined && delegations.sens !== undefined && (
              <DeleguerForm delegations={delegations} sens={delegations.sens} />
            )}
            {delegations.ferme !== undefined && <Avis titre={delegations.ferme} />}
          </>
        )}
      </EtatDeVue>
    </Page>
  );
}

/** What I asked for and nobody answered yet; what was accepted is above, ready to be chosen. */
function MesDemandes({ delegations }: { readonly delegations: readonly Delegation[] }) {
  return delegations.length === 0 ? null : <Delegations titre={TEXTES_COMPTE.mesDemandes} delegations={delegations} />;
}

/** Chosen here, for this session: the whole page is loaded again, nothing of the other quality is left in it. */
function AgirPour() {
  const vue = useVue(mesDelegations, {});
  const maintenant = useMaintenant();
  const choix = useAction(choisirPour, {
    apres: () => {
      effacerBrouillons();
      partirVers('/');
    },
  });
  const arret = useAction(finirDelegation, { apres: () => notifier(TEXTES_COMPTE.finie) });
  const erreur = choix.erreur ?? arret.erreur;
  if (vue.data === undefined || vue.data.delegations.length === 0) return null;
  return (
    <Strate titre={TEXTES_COMPTE.agirPour}>
      <p>{TEXTES_COMPTE.agirPourAide}</p>
      {erreur !== undefined && <Avis ton="attention" titre={erreur.texte} annonce />}
      <Liste legende={TEXTES_COMPTE.agirPour} elements={vue.data.delegations} cle={({ id }) => id} vide={null}>
        {({ id, nom, structure, gestes, fin, enCours }) => (
          <Rang>
            <span>
              <strong>{nom}</strong>, {structure}
              <br />
              {gestes.join(', ')}, jusqu’au {formaterJour(fin, maintenant)}
            </span>
            <Rang>
              <Bouton
                variante="principal"
                icone={<UserRoundCheck aria-hidden size={20} />}
                nomComplet={`${TEXTES_COMPTE.agir} : ${nom}`}
                fermePourquoi={enCours ? 'Vous saisissez déjà pour cette personne.' : undefined}
                enCours={choix.enCours}
                onPress={() => choix.executer({ delegation: id })}
              >
                {TEXTES_COMPTE.agir}
              </Bouton>
              <Bouton
                variante="discret"
                nomComplet={`${TEXTES_COMPTE.arreter} : ${nom}`}
                enCours={arret.enCours}
                onPress={() => arret.executer({ id })}
              >
                {TEXTES_COMPTE.arreter}
              </Bouton>
            </Rang>
          </Rang>
        )}
      </Liste>
    </Strate>
  );
}

function Delegations({ titre, delegations }: { readonly titre: string; readonly delegations: readonly Delegation[] }) {
  const maintenant = useMaintenant();
  const arret = useAction(finirDelegation, { apres: () => notifier(TEXTES_COMPTE.finie) });
  const accord = useAction(accepterDelegation, { apres: () => notifier(TEXTES_COMPTE.acceptee) });
  const erreur = arret.erreur ?? accord.erreur;
  return (
    <Strate titre={titre}>
      {erreur !== undefined && <Avis ton="attention" titre={erreur.texte} annonce />}
      <Liste legende={titre} elements={delegations} cle={({ id }) => id} vide={TEXTES_COMPTE.jeConfieVide}>
        {({ id, avec, structure, gestes, fin, etat, aRepondre }) => (
          <Rang>
            <span>
              <strong>{avec}</strong>, {structure}
              <br />
              {gestes.join(', ')}, jusqu’au {formaterJour(fin, maintenant)}
              {etat === 'proposee' && (aRepondre ? ' : attend votre réponse' : ' : attend sa réponse')}
            </span>
            <Rang>
              {aRepondre && (
                <Bouton
                  variante="principal"
                  icone={<Check aria-hidden size={20} />}
                  nomComplet={`${TEXTES_COMPTE.accepter} : ${avec}`}
                  enCours={accord.enCours}
                  onPress={() => accord.executer({ id })}
                >
                  {TEXTES_COMPTE.accepter}
                </Bouton>
              )}
              <Bouton
                variante="discret"
                nomComplet={`${aRepondre ? TEXTES_COMPTE.refuser : TEXTES_COMPTE.arreter} : ${avec}`}
                enCours={arret.enCours}
                onPress={() => arret.executer({ id })}
              >
                {aRepondre ? TEXTES_COMPTE.refuser : TEXTES_COMPTE.arreter}
              </Bouton>
            </Rang>
          </Rang>
        )}
      </Liste>
    </Strate>
  );
}
