import { Heart, Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import {
  Avis,
  Bouton,
  Carte,
  Dialogue,
  Etiquette,
  Filtres,
  Grille,
  Horloge,
  Impression,
  Lien,
  Onglets,
  Page,
  Panneau,
  Progression,
  Rang,
  Squelette,
  Strate,
  Vide,
} from '../ui/index.ts';
import { useAdresse } from '../adresse.ts';
import { rechercheGalerie } from './adresse.ts';
import { MAINTENANT } from './exemples.tsx';
import { GalerieSaisie } from './Saisie.tsx';
import { GalerieTravail } from './Travail.tsx';

/** Every component in its states: the page that is photographed to see a change of look. */
export function Galerie() {
  const { recherche } = useAdresse(rechercheGalerie);
  const montre = (partie: typeof recherche.partie) => recherche.partie === 'tout' || recherche.partie === partie;
  return (
    <Horloge maintenant={MAINTENANT}>
      <main>
        <Page
          titre="Galerie du kit"
          sousTitre="Chaque composant dans ses états"
          retour={{ vers: '/', texte: 'Aujourd’hui' }}
          actionPrincipale={<Bouton variante="principal">Demander un appui</Bouton>}
        >
          {montre('travail') && <GalerieTravail />}
          {montre('boutons') && <Boutons />}
          {montre('messages') && <Messages />}
          {montre('saisie') && <GalerieSaisie />}
          {montre('surfaces') && <Surfaces />}
        </Page>
      </main>
    </Horloge>
  );
}

function Boutons() {
  return (
    <Strate titre="Boutons, liens, étiquettes">
      <Rang>
        <Bouton variante="principal">Accepter l’orientation</Bouton>
        <Bouton icone={<Pencil aria-hidden size={20} />}>Corriger</Bouton>
        <Bouton variante="discret" icone={<Plus aria-hidden size={20} />}>
          Ajouter un rendez-vous
        </Bouton>
        <Bouton variante="danger">Retirer du cercle</Bouton>
        <Bouton variante="principal" enCours>
          Envoi…
        </Bouton>
      </Rang>
      <Bouton
        variante="principal"
        fermePourquoi="Seule la structure destinataire peut accepter. Demandez à l’équipe du SAD Exemple."
      >
        Accepter l’orientation
      </Bouton>
      <Rang>
        <Lien vers="/personnes">Voir toutes les personnes</Lien>
        <Lien vers="/personnes" bouton="secondaire">
          Ouvrir le dossier
        </Lien>
      </Rang>
      <Rang>
        <Etiquette>Neutre</Etiquette>
        <Etiquette ton="info">En cours</Etiquette>
        <Etiquette ton="succes">Commencée</Etiquette>
        <Etiquette ton="attention">À confirmer</Etiquette>
        <Etiquette ton="alerte">Refusée</Etiquette>
        <Etiquette ton="attente">En attente</Etiquette>
      </Rang>
      <Filtres>
        <Etiquette onRetirer={() => undefined}>En retard</Etiquette>
        <Etiquette onRetirer={() => undefined}>Saint-Exemple-sur-Loire</Etiquette>
      </Filtres>
    </Strate>
  );
}

function Messages() {
  return (
    <Strate titre="Messages, attente, avancement">
      <Avis titre="L’annuaire national ne répond pas.">
        <p>Vos recherches se font dans la copie d’hier 22 h.</p>
      </Avis>
      <Avis ton="succes" titre="Demande envoyée à l’équipe du DAC." />
      <Avis ton="attention" titre="Cette note est réservée aux soignants." action={<Bouton>Demander l’accès</Bouton>} />
      <Avis ton="alerte" titre="Le message n’est pas parti.">
        <p>L’adresse n’existe plus. Choisissez un autre moyen de joindre le Dr Martin.</p>
      </Avis>
      <Vide
        titre="Les demandes d’appui arriveront ici."
        action={<Bouton variante="principal">Demander un appui</Bouton>}
      >
        Par mail, par téléphone ou depuis Cordée : chacune aura un nom en face.
      </Vide>
      <Squelette libelle="Chargement des demandes" />
      <Progression
        libelle="Import de l’annuaire"
        fait={12_480}
        total={48_000}
        unite="fiches"
        parSeconde={812}
        resteMs={44_000}
        actions={<Bouton>Arrêter l’import</Bouton>}
      />
    </Strate>
  );
}

function Surfaces() {
  const [ouvert, setOuvert] = useState<'dialogue' | 'panneau'>();
  const [onglet, setOnglet] = useState<'fil' | 'plan' | 'cercle'>('fil');
  const fermer = () => setOuvert(undefined);
  return (
    <Strate titre="Surfaces">
      <Rang>
        <Bouton onPress={() => setOuvert('dialogue')}>Ouvrir un dialogue</Bouton>
        <Bouton onPress={() => setOuvert('panneau')}>Ouvrir un panneau</Bouton>
      </Rang>
      <Dialogue
        titre="Refuser cette orientation ?"
        ouvert={ouvert === 'dialogue'}
        onFermer={fermer}
        actions={<Bouton variante="danger">Refuser et prévenir le Dr Martin</Bouton>}
      >
        <p>Le Dr Martin recevra le motif et l’autre structure que vous proposez.</p>
      </Dialogue>
      <Panneau
        titre="Filtrer les demandes"
        ouvert={ouvert === 'panneau'}
        onFermer={fermer}
        actions={<Bouton variante="principal">Voir 12 demandes</Bouton>}
      >
        <p>Choisissez ce que vous voulez voir.</p>
      </Panneau>
      <Onglets
        libelle="Vues de la personne"
        actif={onglet}
        onChange={setOnglet}
        onglets={[
          { cle: 'fil', titre: 'Le fil', nombre: 12, contenu: <p>Le plus récent d’abord.</p> },
          { cle: 'plan', titre: 'Le plan', contenu: <p>Version 2, en vigueur.</p> },
          { cle: 'cercle', titre: 'Le cercle', nombre: 5, contenu: <p>Cinq personnes.</p> },
        ]}
      />
      <Grille>
        <Carte titre="Réunions" nombre="3" actions={<Lien vers="/territoire">Voir les réunions</Lien>}>
          <p>La prochaine est jeudi à 12 h 30.</p>
        </Carte>
        <Carte titre="À savoir" accent="corde" aCote={<Heart aria-hidden size={20} />}>
          <p>Vit seule. Chute le 3 novembre.</p>
        </Carte>
      </Grille>
      <Impression titre="Plan de Mme Aubry, version 2" par="Sophie Marchand">
        <p>Marcher jusqu’au marché le samedi.</p>
      </Impression>
    </Strate>
  );
}
