import { IdCard, KeyRound, LogIn, LogOut, Mail } from 'lucide-react';
import { Fragment, useState } from 'react';
import {
  actionChoisirSituation,
  actionFermerSession,
  oublierAppareil,
  vueEtatSession,
  type EtatSession,
} from '#acces/contrat-session.ts';
import { refusConnexion } from '#acces/refus-connexion.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useAction, useVue } from '#web/requetes.ts';
import { Avis, Bouton, Case } from '#web/ui/index.ts';
import { clesPossibles, entrerAvecMaCle, useCeremonie } from './ceremonie.ts';
import { ParTelephone } from './ParTelephone.tsx';
import { cheminPsc, partirVers, retourVoulu } from './partir.ts';
import { TEXTES } from './textes-connexion.ts';
import s from './Connexion.module.css';

interface ProprietesFormulaireConnexion {
  readonly onConnecte: () => void;
}

/** How one enters: the card first, the key next; then, when several, as what one comes. */
export function FormulaireConnexion({ onConnecte }: ProprietesFormulaireConnexion) {
  const vue = useVue(vueEtatSession, {});
  return (
    <EtatDeVue vue={vue} chargement="Lecture des moyens de connexion">
      {(etat) =>
        etat.personne === undefined ? (
          <Moyens etat={etat} onEntree={() => void vue.refetch().then(({ data }) => suivre(data, onConnecte))} />
        ) : (
          <DejaReconnu personne={etat.personne} onConnecte={onConnecte} />
        )
      }
    </EtatDeVue>
  );
}

/** One activity: it is already taken, one is in. Several: the screen now asks. */
function suivre(etat: EtatSession | undefined, onConnecte: () => void): void {
  if (etat?.personne?.situation !== undefined) onConnecte();
}

function Moyens({ etat, onEntree }: { readonly etat: EtatSession; readonly onEntree: () => void }) {
  const [partage, setPartage] = useState(false);
  const avecCle = etat.moyens.cle && clesPossibles();
  const dernier = etat.connu?.moyen ?? 'psc';
  // The card served here last time: a key would spare it. Said once, in one line, where it matters.
  const proposerUneCle = avecCle && etat.connu?.moyen === 'psc';
  const portes = [
    {
      moyen: 'psc',
      ouverte: etat.moyens.psc,
      porte: <ParCarte partage={partage} principal={dernier === 'psc'} proposerUneCle={proposerUneCle} />,
    },
    {
      moyen: 'passkey',
      ouverte: avecCle,
      porte: <ParCle partage={partage} principal={dernier === 'passkey' || !etat.moyens.psc} onEntree={onEntree} />,
    },
    {
      moyen: 'telephone',
      ouverte: etat.moyens.telephone,
      porte: (
        <ParTelephone
          partage={partage}
          principal={dernier === 'telephone'}
          identifiant={etat.connu?.identifiant}
          onFaite={onEntree}
        />
      ),
    },
  ].filter(({ ouverte }) => ouverte);
  // The door of the last time first; the others keep their order.
  const ordonnees = portes.toSorted((a, b) => Number(b.moyen === dernier) - Number(a.moyen === dernier));
  return (
    <div className={s['moyens']}>
      {etat.connu !== undefined && <DernierVenu prenom={etat.connu.prenom} />}
      {ordonnees.map(({ moyen, porte }) => (
        <Fragment key={moyen}>{porte}</Fragment>
      ))}
      {portes.length === 0 ? (
        <Avis ton="attention" titre={TEXTES.sansMoyen} />
      ) : (
        <Case
          nom="partage"
          libelle={TEXTES.partage}
          precision={TEXTES.partageAide}
          cochee={partage}
          onChange={setPartage}
        />
      )}
      {etat.essai && <MotDEssai />}
    </div>
  );
}

interface ProprietesParCarte {
  readonly partage: boolean;
  readonly principal: boolean;
  readonly proposerUneCle: boolean;
}

function ParCarte({ partage, principal, proposerUneCle }: ProprietesParCarte) {
  return (
    <div className={s['moyen']}>
      <Bouton
        variante={principal ? 'principal' : 'secondaire'}
        pleineLargeur
        icone={<IdCard aria-hidden size={24} />}
        onPress={() => partirVers(cheminPsc(retourVoulu(), partage))}
      >
        {TEXTES.psc}
      </Bouton>
      <p className={s['aide']}>{proposerUneCle ? TEXTES.ensuiteUneCle : TEXTES.pscAide}</p>
    </div>
  );
}

interface ProprietesParCle {
  readonly partage: boolean;
  readonly principal: boolean;
  readonly onEntree: () => void;
}

function ParCle({ partage, principal, onEntree }: ProprietesParCle) {
  const cle = useCeremonie(() => entrerAvecMaCle(partage), onEntree);
  return (
    <div className={s['moyen']}>
      <Bouton
        pleineLargeur
        variante={principal ? 'principal' : 'secondaire'}
        icone={<KeyRound aria-hidden size={22} />}
        enCours={cle.enCours}
        onPress={cle.lancer}
      >
        {TEXTES.cle}
      </Bouton>
      <p className={s['aide']}>{TEXTES.cleAide}</p>
      {cle.texte !== undefined && <Avis ton="attention" titre={cle.texte} annonce />}
    </div>
  );
}

/** Greets who came last from here, says what is kept, and forgets on demand. */
function DernierVenu({ prenom }: { readonly prenom: string }) {
  const oubli = useAction(oublierAppareil);
  return (
    <div>
      <div className={s['connu']}>
        <p>
          {TEXTES.bonjour} <strong>{prenom}</strong>
        </p>
        <Bouton variante="discret" enCours={oubli.enCours} onPress={() => oubli.executer({})}>
          {TEXTES.oublier}
        </Bouton>
      </div>
      <p className={s['aide']}>{TEXTES.connuAide}</p>
    </div>
  );
}

function MotDEssai() {
  return (
    <div className={s['essai']}>
      <p>{TEXTES.essai}</p>
      {/* Another site, played by the trial: left to the browser, not to the router. */}
      <a href="/essai/messagerie">
        <Mail aria-hidden size={20} />
        {TEXTES.mondeExterieur}
      </a>
    </div>
  );
}

interface ProprietesDejaReconnu {
  readonly personne: NonNullable<EtatSession['personne']>;
  readonly onConnecte: () => void;
}

function DejaReconnu({ personne, onConnecte }: ProprietesDejaReconnu) {
  const choix = useAction(actionChoisirSituation, { apres: onConnecte });
  const sortie = useAction(actionFermerSession, { apres: ({ suite }) => partirVers(suite ?? '/connexion') });
  return (
    <div className={s['moyens']}>
      {personne.situations.length === 0 ? (
        <Avis ton="attention" titre={refusConnexion.sans_situation().texte} />
      ) : (
        <>
          <h2>{TEXTES.situations}</h2>
          <p>
            Bonjour {personne.nom}. {TEXTES.situationsAide}
          </p>
        </>
      )}
      {choix.erreur !== undefined && <Avis ton="attention" titre={choix.erreur.texte} annonce />}
      <ul className={s['situations']}>
        {personne.situations.map(({ id, role, structure, territoire }) => (
          <li key={id}>
            <Bouton
              pleineLargeur
              icone={<LogIn aria-hidden size={22} />}
              enCours={choix.enCours}
              onPress={() => choix.executer({ situation: id })}
            >
              {`${role}, ${structure} (${territoire})`}
            </Bouton>
          </li>
        ))}
      </ul>
      <Bouton
        variante="discret"
        icone={<LogOut aria-hidden size={20} />}
        enCours={sortie.enCours}
        onPress={() => sortie.executer({})}
      >
        Ce n’est pas moi : me déconnecter
      </Bouton>
    </div>
  );
}
