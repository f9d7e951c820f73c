import { useNavigate } from '@tanstack/react-router';
import { Send } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { suggestions } from '#modules/annuaire/contract.ts';
import { informationEnvoyee, InformerAvantDEnvoyer, SANS_REPONSE } from '#modules/cercle/web/InformerAvantDEnvoyer.tsx';
import { useAdresse } from '#web/adresse.ts';
import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useAction, useVue } from '#web/requetes.ts';
import { Avis, Bouton, Champ, ChoixUnique, Formulaire, Page, Recherche, Vide } from '#web/ui/index.ts';
import { annulerEnvoi, destinataires, ecrire, type Nature } from '../contract.ts';
import { rechercheEcrire } from './adresse.ts';
import { CHEMIN_MESSAGES, cheminFil } from './chemins.ts';
import { ECRIRE, TEXTES } from './textes.ts';

type Donnees = z.output<typeof destinataires.sortie>;

/** A new message: to whom, what kind, the text. Nothing else is asked. */
export function EcrirePage() {
  const { recherche } = useAdresse(rechercheEcrire);
  const vue = useVue(destinataires, { ref: recherche.a, patient: recherche.patient });
  return (
    <Page
      titre={ECRIRE.titre}
      retour={{ vers: CHEMIN_MESSAGES, texte: TEXTES.titre }}
      sousTitre={vue.data?.personne != null && `À propos de ${vue.data.personne.nom}`}
      etroite
    >
      <EtatDeVue vue={vue} chargement={TEXTES.chargement}>
        {(donnees) =>
          donnees.boite === null ? (
            <Vide titre={TEXTES.sansBoite}>{TEXTES.sansBoiteQuoi}</Vide>
          ) : (
            <FormulaireEcrire donnees={donnees} />
          )
        }
      </EtatDeVue>
    </Page>
  );
}

function FormulaireEcrire({ donnees }: { readonly donnees: Donnees }) {
  const { contacts, personne } = donnees;
  const aller = useNavigate();
  const { recherche } = useAdresse(rechercheEcrire);
  const brouillon = useBrouillon(`messagerie.ecrire:${personne?.id ?? ''}`, {
    destinataire: '',
    nature: '',
    texte: '',
    information: SANS_REPONSE,
  });
  const reprise = useAction(annulerEnvoi, { apres: () => notifier(ECRIRE.repris) });
  const envoi = useAction(ecrire, {
    apres: ({ communication, fil }) => {
      brouillon.effacer();
      notifier(ECRIRE.envoye, () => reprise.executer({ communication }));
      void aller({ to: cheminFil(fil) });
    },
  });
  const { nature, texte, information } = brouillon.saisie;
  const destinataire = recherche.a ?? brouillon.saisie.destinataire;
  const neLiraPas = contacts.find((contact) => contact.ref === destinataire && contact.neLiraPas !== null);
  const envoyer = () =>
    envoi.executer({
      destinataire,
      nature: nature as Nature,
      texte,
      ...(personne === null ? {} : { patient: personne.id }),
      ...informationEnvoyee(information),
    });
  return (
    <>
      <ChercherDestinataire choisi={recherche.a !== undefined} seul={contacts.length === 0} />
      {contacts.length > 0 && (
        <Formulaire
          nom={ECRIRE.titre}
          erreurs={envoi.erreurs}
          erreurGenerale={envoi.erreurGenerale}
          onEnvoyer={envoyer}
          actions={
            <Bouton type="submit" variante="principal" icone={<Send aria-hidden size={20} />} enCours={envoi.enCours}>
              {ECRIRE.envoyer}
            </Bouton>
          }
        >
          <ChoixUnique
            nom="destinataire"
            libelle={ECRIRE.destinataire}
            presentation="cartes"
            valeur={destinataire}
            onChange={(choisi) => brouillon.modifier({ destinataire: choisi })}
            options={contacts.map((contact) => ({
              valeur: contact.ref,
              libelle: contact.nom,
              precision: contact.precision ?? undefined,
              fermePourquoi: contact.ecritPossible ? undefined : sansAdresse(contact.telephone),
            }))}
          />
          <ChoixUnique
            nom="nature"
            libelle={ECRIRE.nature}
            valeur={nature}
            onChange={(choisie) => brouillon.modifier({ nature: choisie })}
            options={Object.entries(ECRIRE.natures).map(([valeur, mots]) => ({ valeur, ...mots }))}
          />
          {neLiraPas !== undefined && (
            <Avis ton="attention" titre={neLiraPas.nom} annonce>
              {neLiraPas.neLiraPas}
            </Avis>
          )}
          <Champ
            nom="texte"
            libelle={ECRIRE.texte}
            aide={ECRIRE.aideTexte}
            lignes={8}
            longueurMax={20_000}
            valeur={texte}
            onChange={(nouveau) => brouillon.modifier({ texte: nouveau })}
          />
          <InformerAvantDEnvoyer
            code={envoi.erreur?.code}
            saisie={information}
            onChange={(nouvelle) => brouillon.modifier({ information: nouvelle })}
          />
        </Formulaire>
      )}
    </>
  );
}

function sansAdresse(telephone: string | null): string {
  return telephone === null ? ECRIRE.sansAdresse : `${ECRIRE.sansAdresse} : appelez le ${telephone}`;
}

interface ProprietesChercher {
  /** Somebody of the directory is chosen: offered to change. */
  readonly choisi: boolean;
  /** Nobody is proposed below. */
  readonly seul: boolean;
}

/** Finds a recipient in the directory; the choice goes into the address, so that the draft and Back both survive. */
function ChercherDestinataire({ choisi, seul }: ProprietesChercher) {
  const { changer } = useAdresse(rechercheEcrire);
  const [texte, setTexte] = useState('');
  const vue = useVue(suggestions, { texte }, { actif: texte.length > 1, garder: true });
  if (choisi && !seul) return <Bouton onPress={() => changer({ a: undefined })}>{ECRIRE.changer}</Bouton>;
  return (
    <Recherche
      nom="annuaire"
      libelle={seul ? ECRIRE.destinataire : ECRIRE.autre}
      aide={ECRIRE.chercherAide}
      onChercher={setTexte}
      enCours={vue.isFetching}
      resultats={(vue.data ?? []).map((contact) => ({
        cle: contact.ref,
        titre: contact.nom,
        precision: contact.mssante ? contact.precision : `${contact.precision} · ${ECRIRE.sansAdresse}`,
      }))}
      onChoisir={(a) => changer({ a })}
      siRien={ECRIRE.personne}
    />
  );
}
