import { useLocation } from '@tanstack/react-router';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { lireInvitation } from '#acces/contrat-session.ts';
import { Marque } from '#web/coquille/Marque.tsx';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterJour } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import { Avis, Bouton, Champ, Formulaire, Page, Pile, useMaintenant } from '#web/ui/index.ts';
import { accepterAvecUneCle, clesPossibles, useCeremonie } from './ceremonie.ts';
import { partirVers } from './partir.ts';
import s from './Connexion.module.css';

type Invitation = z.output<typeof lireInvitation.sortie>;

/** Opened by the link a sponsor gave. The secret stays after `#`: no server log ever receives it. */
export function InvitationPage() {
  const jeton = useLocation({ select: ({ hash }) => hash });
  const vue = useVue(lireInvitation, { jeton });
  return (
    <main className={s['page']}>
      <Marque grande />
      <Page titre="Vous êtes invité à rejoindre Cordée" etroite>
        <EtatDeVue vue={vue} chargement="Lecture de votre invitation">
          {(invitation) => <Accepter jeton={jeton} invitation={invitation} />}
        </EtatDeVue>
      </Page>
    </main>
  );
}

function Accepter({ jeton, invitation }: { readonly jeton: string; readonly invitation: Invitation }) {
  const [appareil, setAppareil] = useState('');
  const maintenant = useMaintenant();
  const cle = useCeremonie(
    () => accepterAvecUneCle(jeton, appareil),
    () => partirVers('/'),
  );
  return (
    <Pile>
      <dl className={s['faits']}>
        <dt>Pour</dt>
        <dd>
          {invitation.prenom} {invitation.nom}
        </dd>
        <dt>En tant que</dt>
        <dd>
          {invitation.role}, {invitation.structure}
        </dd>
        <dt>Territoire</dt>
        <dd>{invitation.territoire}</dd>
        <dt>De la part de</dt>
        <dd>{invitation.parrain}</dd>
        <dt>Jusqu’au</dt>
        <dd>{formaterJour(invitation.expireLe, maintenant)}</dd>
      </dl>
      {invitation.nouvelleCle && <p>Votre compte existe déjà : cette invitation lui donne une nouvelle clé d’accès.</p>}
      <p>
        Vous entrerez avec une clé d’accès : votre téléphone ou votre ordinateur vous reconnaît par son code, votre
        empreinte ou votre visage. Rien à retenir, et personne ne peut vous la prendre par un faux message.
      </p>
      {clesPossibles() ? (
        <Formulaire
          nom="Accepter l’invitation"
          erreurGenerale={cle.texte}
          onEnvoyer={cle.lancer}
          actions={
            <Bouton type="submit" variante="principal" icone={<KeyRound aria-hidden size={22} />} enCours={cle.enCours}>
              Créer ma clé d’accès et entrer
            </Bouton>
          }
        >
          <Champ
            nom="appareil"
            libelle="Comment s’appelle cet appareil ?"
            aide="Pour le reconnaître dans la liste de vos clés : « Téléphone », « Ordinateur du bureau »."
            facultatif
            valeur={appareil}
            onChange={setAppareil}
            longueurMax={60}
          />
        </Formulaire>
      ) : (
        <Avis ton="attention" titre="Ce navigateur ne sait pas créer de clé d’accès.">
          <p>Ouvrez ce lien sur votre téléphone, ou avec un navigateur récent.</p>
        </Avis>
      )}
    </Pile>
  );
}
