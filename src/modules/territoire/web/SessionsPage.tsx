import { LogOut } from 'lucide-react';
import { fermerUneSession, mesSessions } from '#acces/contrat-session.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { accorder, formaterIlYA } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import { Avis, Bouton, Liste, Page, Rang, Strate, useMaintenant } from '#web/ui/index.ts';
import { TEXTES_COMPTE } from './textes-compte.ts';

/** Where my account is open, and closing what is not me. */
export function SessionsPage() {
  const vue = useVue(mesSessions, {});
  const maintenant = useMaintenant();
  const fermeture = useAction(fermerUneSession, {
    apres: ({ fermees }) => notifier(`${accorder(fermees, 'session fermée', 'sessions fermées')}.`),
  });
  return (
    <Page titre={TEXTES_COMPTE.sessions} etroite>
      <p>{TEXTES_COMPTE.sessionsAide}</p>
      {fermeture.erreur !== undefined && <Avis ton="attention" titre={fermeture.erreur.texte} annonce />}
      <EtatDeVue vue={vue} chargement="Chargement de vos sessions">
        {({ sessions }) => (
          <>
            <Liste legende={TEXTES_COMPTE.sessions} elements={sessions} cle={({ id }) => id} vide={null}>
              {(session) => (
                <Rang>
                  <span>
                    <strong>{session.appareil === '' ? 'Appareil inconnu' : session.appareil}</strong>
                    {session.celleCi && ' (celui-ci)'}
                    {session.partage && ', poste partagé'}
                    <br />
                    {session.moyen === 'psc' ? 'Pro Santé Connect' : 'Clé d’accès'}, vu{' '}
                    {formaterIlYA(session.vueLe, maintenant)}
                    {session.adresse !== '' && `, depuis ${session.adresse}`}
                  </span>
                  {!session.celleCi && (
                    <Bouton
                      variante="discret"
                      nomComplet={`Fermer la session ${session.appareil}`}
                      enCours={fermeture.enCours}
                      onPress={() => fermeture.executer({ id: session.id })}
                    >
                      Fermer
                    </Bouton>
                  )}
                </Rang>
              )}
            </Liste>
            {sessions.length > 1 && (
              <Strate titre={TEXTES_COMPTE.ailleurs}>
                <p>{TEXTES_COMPTE.ailleursAide}</p>
                <Bouton
                  icone={<LogOut aria-hidden size={22} />}
                  enCours={fermeture.enCours}
                  onPress={() => fermeture.executer({})}
                >
                  {TEXTES_COMPTE.fermerAilleurs}
                </Bouton>
              </Strate>
            )}
          </>
        )}
      </EtatDeVue>
    </Page>
  );
}
