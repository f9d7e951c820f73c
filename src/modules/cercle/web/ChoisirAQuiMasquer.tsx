import { useState } from 'react';
import { suggestions } from '#modules/annuaire/contract.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction, useVue } from '#web/requetes.ts';
import { Bouton, ChoixUnique, Formulaire, Recherche } from '#web/ui/index.ts';
import { masquer, panneauDuCercle } from '../contract.ts';
import { MASQUER } from './textes.ts';

interface ProprietesChoisir {
  readonly patient: string;
  readonly objet: string;
  readonly texte: string;
  readonly onFait: () => void;
}

/** From whom the person keeps it: everybody, her legal representatives, or somebody of her circle or of the directory. Nothing is chosen beforehand. */
export function ChoisirAQuiMasquer({ patient, objet, texte, onFait }: ProprietesChoisir) {
  const [a, setA] = useState<string>();
  const [trouve, setTrouve] = useState<{ readonly ref: string; readonly nom: string }>();
  const membres = useVue(panneauDuCercle, { patient }).data?.membres ?? [];
  const pose = useAction(masquer, {
    apres: () => {
      notifier(MASQUER.fait);
      onFait();
    },
  });
  const dansLeCercle = membres.flatMap(({ ref, nom, libelleFonction, genre }) =>
    ref === undefined || genre === 'proche' ? [] : [{ valeur: ref, libelle: nom, precision: libelleFonction }],
  );
  const cherche =
    trouve === undefined || dansLeCercle.some(({ valeur }) => valeur === trouve.ref)
      ? []
      : [{ valeur: trouve.ref, libelle: trouve.nom, precision: MASQUER.deLAnnuaire }];
  return (
    <Formulaire
      nom={MASQUER.titre}
      erreurs={pose.erreurs}
      erreurGenerale={pose.erreurGenerale}
      // The server names what is missing: an unanswered question is sent as it is.
      onEnvoyer={() => pose.executer({ objet, a: a ?? '' })}
      actions={
        <Bouton type="submit" variante="principal" enCours={pose.enCours}>
          {MASQUER.envoyer}
        </Bouton>
      }
    >
      <p>{texte}</p>
      <p>{MASQUER.aide}</p>
      <ChoixUnique
        nom="a"
        libelle={MASQUER.aQui}
        presentation="cartes"
        options={[
          { valeur: 'tous', libelle: MASQUER.tous },
          { valeur: 'representants', libelle: MASQUER.representants },
          ...dansLeCercle,
          ...cherche,
        ]}
        valeur={a}
        onChange={setA}
      />
      <ChercherQuelquUn
        onChoisir={(contact) => {
          setTrouve(contact);
          setA(contact.ref);
        }}
      />
    </Formulaire>
  );
}

function ChercherQuelquUn({
  onChoisir,
}: {
  readonly onChoisir: (contact: { readonly ref: string; readonly nom: string }) => void;
}) {
  const [texte, setTexte] = useState('');
  const vue = useVue(suggestions, { texte }, { actif: texte.length > 1, garder: true });
  const contacts = vue.data ?? [];
  return (
    <Recherche
      nom="annuaire"
      libelle={MASQUER.chercher}
      aide={MASQUER.chercherAide}
      onChercher={setTexte}
      enCours={vue.isFetching}
      resultats={contacts.map(({ ref, nom, precision }) => ({ cle: ref, titre: nom, precision }))}
      onChoisir={(ref) => {
        const contact = contacts.find((candidat) => candidat.ref === ref);
        if (contact !== undefined) onChoisir(contact);
      }}
    />
  );
}
