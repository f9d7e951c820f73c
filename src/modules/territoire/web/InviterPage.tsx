import { Copy, Send } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterJour } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import {
  Avis,
  Bouton,
  Champ,
  ChampTelephone,
  ChoixUnique,
  Formulaire,
  Lien,
  Page,
  Pile,
  useMaintenant,
} from '#web/ui/index.ts';
import { inviter, vueMembres } from '../contract.ts';
import { ChampsQualite, QUALITE_VIERGE } from './ChampsQualite.tsx';
import { CHEMIN_MEMBRES, lienDInvitation } from './chemins.ts';
import { nouveauSecret } from './secret.ts';
import { TEXTES } from './textes.ts';

type Membres = z.output<typeof vueMembres.sortie>;
const VIERGE = { prenom: '', nom: '', role: '', structure: '', telephone: '', adresse: '', ...QUALITE_VIERGE };

export function InviterPage() {
  const vue = useVue(vueMembres, {});
  return (
    <Page titre={TEXTES.inviter} etroite retour={{ vers: CHEMIN_MEMBRES, texte: TEXTES.membres }}>
      <p>{TEXTES.inviterAide}</p>
      <EtatDeVue vue={vue} chargement={TEXTES.chargement}>
        {(membres) =>
          membres.inviterFerme === undefined ? <Inviter membres={membres} /> : <Avis titre={membres.inviterFerme} />
        }
      </EtatDeVue>
    </Page>
  );
}

function Inviter({ membres }: { readonly membres: Membres }) {
  const [secret] = useState(nouveauSecret);
  const brouillon = useBrouillon('territoire.inviter', VIERGE);
  const envoi = useAction(inviter, { apres: () => brouillon.effacer() });
  if (envoi.sortie !== undefined) return <LienAUsageUnique secret={secret} invitation={envoi.sortie} />;
  const { saisie, modifier } = brouillon;
  return (
    <Formulaire
      nom={TEXTES.inviter}
      direObligatoire
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      onEnvoyer={() => envoi.executer({ ...saisie, secret })}
      actions={
        <Bouton type="submit" variante="principal" icone={<Send aria-hidden size={20} />} enCours={envoi.enCours}>
          Créer l’invitation
        </Bouton>
      }
    >
      <Champ nom="prenom" libelle="Son prénom" valeur={saisie.prenom} onChange={(prenom) => modifier({ prenom })} />
      <Champ nom="nom" libelle="Son nom" valeur={saisie.nom} onChange={(nom) => modifier({ nom })} />
      <ChoixUnique
        nom="role"
        libelle="Son rôle dans le territoire"
        options={membres.roles.map(({ code, libelle }) => ({ valeur: code, libelle }))}
        valeur={saisie.role === '' ? undefined : saisie.role}
        onChange={(role) => modifier({ role, ...QUALITE_VIERGE })}
      />
      <ChampsQualite
        choix={membres.roles.find(({ code }) => code === saisie.role)?.qualites ?? []}
        saisie={saisie}
        modifier={modifier}
      />
      <ChoixUnique
        nom="structure"
        libelle="Sa structure"
        presentation="liste"
        options={membres.structures.map(({ ref, nom }) => ({ valeur: ref, libelle: nom }))}
        valeur={saisie.structure === '' ? undefined : saisie.structure}
        onChange={(structure) => modifier({ structure })}
      />
      <ChampTelephone
        nom="telephone"
        libelle="Son téléphone professionnel"
        facultatif
        valeur={saisie.telephone}
        onChange={(telephone) => modifier({ telephone })}
      />
      {membres.avecBoite && (
        <Champ
          nom="adresse"
          libelle="Son adresse MSSanté"
          aide="Si vous la donnez, le lien part depuis la boîte de votre structure, que vos collègues lisent aussi. Sinon, vous le donnerez vous-même."
          facultatif
          clavier="email"
          valeur={saisie.adresse}
          onChange={(adresse) => modifier({ adresse })}
        />
      )}
    </Formulaire>
  );
}

interface ProprietesLien {
  readonly secret: string;
  readonly invitation: z.output<typeof inviter.sortie>;
}

function LienAUsageUnique({ secret, invitation }: ProprietesLien) {
  const maintenant = useMaintenant();
  const lien = lienDInvitation(secret);
  const copier = () => {
    void navigator.clipboard.writeText(lien).then(() => notifier(TEXTES.copie));
  };
  return (
    <Pile>
      <Avis ton="succes" titre="L’invitation est créée." annonce>
        <p>
          {TEXTES.lienUneFois} Il est valable jusqu’au {formaterJour(invitation.expireLe, maintenant)}.{' '}
          {invitation.envoyee && TEXTES.lienEnvoye}
        </p>
      </Avis>
      <Champ nom="lien" libelle="Lien d’invitation" valeur={lien} onChange={() => undefined} />
      {'clipboard' in navigator && (
        <Bouton variante="principal" icone={<Copy aria-hidden size={20} />} onPress={copier}>
          {TEXTES.copier}
        </Bouton>
      )}
      <Lien vers={CHEMIN_MEMBRES}>Revenir aux membres</Lien>
    </Pile>
  );
}
