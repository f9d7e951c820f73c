import { Check, PencilLine, UserRoundX } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterTelephone } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import { Avis, Bouton, Champ, ChampTelephone, Formulaire, Page, Pile } from '#web/ui/index.ts';
import { confirmation, confirmer } from '../contract.ts';
import s from './Annuaire.module.css';
import { corrections } from './corrections.ts';
import { CONFIRMATION, FICHE } from './textes.ts';

type MaFiche = z.output<typeof confirmation.sortie>;
type Choix = 'corriger' | 'plusLa' | undefined;

/** Behind the link of the message, without account: « is it still true? ». Yes in one tap, correct in two. */
export function ConfirmationPage() {
  const vue = useVue(confirmation, {});
  return (
    <Page titre={CONFIRMATION.titre} etroite>
      <EtatDeVue vue={vue} chargement={CONFIRMATION.chargement}>
        {(maFiche) => <MaFicheAConfirmer fiche={maFiche} />}
      </EtatDeVue>
    </Page>
  );
}

function MaFicheAConfirmer({ fiche }: { readonly fiche: MaFiche }) {
  const [choix, setChoix] = useState<Choix>();
  const [fini, setFini] = useState<string>();
  const envoi = useAction(confirmer, {
    apres: (_sortie, entree) => setFini(entree.plusLa === true ? CONFIRMATION.merciPlusLa : CONFIRMATION.merci),
  });
  if (fini !== undefined) return <Avis ton="succes" titre={fini} annonce />;
  if (fiche.faite) return <Avis ton="succes" titre={CONFIRMATION.dejaFaite} />;
  return (
    <Pile>
      <p>{CONFIRMATION.intro}</p>
      <CeQueNousAvons fiche={fiche} />
      {choix === undefined ? (
        <>
          {envoi.erreurGenerale !== undefined && <Avis ton="attention" titre={envoi.erreurGenerale} annonce />}
          <Bouton
            variante="principal"
            pleineLargeur
            icone={<Check aria-hidden size={24} />}
            enCours={envoi.enCours}
            onPress={() => envoi.executer({})}
          >
            {CONFIRMATION.oui}
          </Bouton>
          <Bouton pleineLargeur icone={<PencilLine aria-hidden size={24} />} onPress={() => setChoix('corriger')}>
            {CONFIRMATION.corriger}
          </Bouton>
          <Bouton pleineLargeur icone={<UserRoundX aria-hidden size={24} />} onPress={() => setChoix('plusLa')}>
            {CONFIRMATION.plusLa}
          </Bouton>
        </>
      ) : (
        <>
          {choix === 'corriger' ? <Corriger fiche={fiche} envoi={envoi} /> : <PlusLa envoi={envoi} />}
          <Bouton variante="discret" onPress={() => setChoix(undefined)}>
            {CONFIRMATION.revenir}
          </Bouton>
        </>
      )}
    </Pile>
  );
}

function CeQueNousAvons({ fiche }: { readonly fiche: MaFiche }) {
  const lignes: readonly (readonly [string, string | undefined])[] = [
    ['Nom', fiche.nom],
    ['Activité', fiche.profession],
    ['Lieu', fiche.structure],
    [FICHE.telephone, fiche.telephone === undefined ? FICHE.nonConnu : formaterTelephone(fiche.telephone)],
    [FICHE.mssante, fiche.mssante ?? FICHE.nonConnu],
    [CONFIRMATION.places, fiche.places === undefined ? undefined : String(fiche.places)],
  ];
  return (
    <dl className={s['champs']}>
      {lignes.map(
        ([titre, valeur]) =>
          valeur !== undefined && (
            <div key={titre}>
              <dt>{titre}</dt>
              <dd>{valeur}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

type Envoi = ReturnType<typeof useAction<typeof confirmer.entree, typeof confirmer.sortie>>;

function Corriger({ fiche, envoi }: { readonly fiche: MaFiche; readonly envoi: Envoi }) {
  const [telephone, setTelephone] = useState(fiche.telephone ?? '');
  const [mssante, setMssante] = useState(fiche.mssante ?? '');
  const [places, setPlaces] = useState('');
  return (
    <Formulaire
      nom={CONFIRMATION.corriger}
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      onEnvoyer={() => envoi.executer(corrections(fiche, { telephone, mssante, places }))}
      actions={<Envoyer envoi={envoi} />}
    >
      <ChampTelephone
        nom="telephone"
        libelle={CONFIRMATION.telephone}
        facultatif
        valeur={telephone}
        onChange={setTelephone}
      />
      <Champ
        nom="mssante"
        libelle={CONFIRMATION.mssante}
        facultatif
        type="email"
        clavier="email"
        valeur={mssante}
        onChange={setMssante}
      />
      {fiche.genre === 'offre' && (
        <Champ
          nom="places"
          libelle={CONFIRMATION.places}
          facultatif
          clavier="numeric"
          court
          valeur={places}
          onChange={setPlaces}
        />
      )}
    </Formulaire>
  );
}

function PlusLa({ envoi }: { readonly envoi: Envoi }) {
  const [message, setMessage] = useState('');
  return (
    <Formulaire
      nom={CONFIRMATION.plusLa}
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      onEnvoyer={() => envoi.executer({ plusLa: true, ...(message.trim() === '' ? {} : { message }) })}
      actions={<Envoyer envoi={envoi} />}
    >
      <Champ
        nom="message"
        libelle={CONFIRMATION.message}
        aide={CONFIRMATION.messageAide}
        facultatif
        lignes={2}
        longueurMax={300}
        valeur={message}
        onChange={setMessage}
      />
    </Formulaire>
  );
}

function Envoyer({ envoi }: { readonly envoi: Envoi }) {
  return (
    <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
      {CONFIRMATION.envoyer}
    </Bouton>
  );
}
