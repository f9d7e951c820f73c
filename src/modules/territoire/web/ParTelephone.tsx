import { Smartphone } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { connexionAuTelephone, elevationAuTelephone, suiteDuTelephone } from '#acces/contrat-session.ts';
import { ErreurApi, executer } from '#web/api.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton, Champ, Formulaire } from '#web/ui/index.ts';
import { TEXTES } from './textes-connexion.ts';
import s from './Connexion.module.css';

interface ProprietesParTelephone {
  readonly onFaite: () => void;
  readonly partage: boolean;
  /** True on a device where it was the means of the last time. */
  readonly principal: boolean;
  /** Number kept by this device: one press is then enough. */
  readonly identifiant?: string | undefined;
}

/** « Me connecter avec mon téléphone »: a number, a code shown on both sides, a press on the phone. */
export function ParTelephone({ onFaite, partage, principal, identifiant }: ProprietesParTelephone) {
  const [ouvert, setOuvert] = useState(false);
  const [numero, setNumero] = useState(identifiant ?? '');
  const appel = useAction(connexionAuTelephone);
  if (appel.sortie !== undefined)
    return (
      <Attente code={appel.sortie.code} premiere={appel.sortie.attendreMs} onFaite={onFaite} onFinie={appel.oublier} />
    );
  if (!ouvert)
    return (
      <div className={s['moyen']}>
        <Bouton
          pleineLargeur
          variante={principal ? 'principal' : 'secondaire'}
          icone={<Smartphone aria-hidden size={22} />}
          onPress={() => setOuvert(true)}
        >
          {TEXTES.telephone}
        </Bouton>
        <p className={s['aide']}>{TEXTES.telephoneAide}</p>
      </div>
    );
  return (
    <Formulaire
      nom={TEXTES.telephone}
      erreurs={appel.erreurs}
      erreurGenerale={appel.erreurGenerale}
      onEnvoyer={() => appel.executer({ identifiant: numero, partage })}
      actions={
        <Bouton type="submit" variante="principal" icone={<Smartphone aria-hidden size={22} />} enCours={appel.enCours}>
          {TEXTES.telephoneAppeler}
        </Bouton>
      }
    >
      <Champ
        nom="identifiant"
        libelle={TEXTES.telephoneNumero}
        aide={TEXTES.telephoneNumeroAide}
        valeur={numero}
        onChange={setNumero}
      />
    </Formulaire>
  );
}

/** Confirming a sensitive act on the phone: the number is already known. */
export function ConfirmerParTelephone({ onFaite }: { readonly onFaite: () => void }) {
  const appel = useAction(elevationAuTelephone);
  if (appel.sortie !== undefined)
    return (
      <Attente code={appel.sortie.code} premiere={appel.sortie.attendreMs} onFaite={onFaite} onFinie={appel.oublier} />
    );
  return (
    <div className={s['moyen']}>
      <Bouton
        pleineLargeur
        icone={<Smartphone aria-hidden size={22} />}
        enCours={appel.enCours}
        onPress={() => appel.executer({})}
      >
        {TEXTES.telephoneConfirmer}
      </Bouton>
      {appel.erreur !== undefined && <Avis ton="attention" titre={appel.erreur.texte} annonce />}
    </div>
  );
}

interface ProprietesAttente {
  readonly code: string;
  /** Milliseconds before the first question. */
  readonly premiere: number;
  readonly onFaite: () => void;
  readonly onFinie: () => void;
}

function Attente({ code, premiere, onFaite, onFinie }: ProprietesAttente) {
  const [texte, setTexte] = useState<string>();
  const faite = useEffectEvent(onFaite);
  useEffect(() => suivreLeTelephone(premiere, { faite, finie: setTexte }), [premiere]);
  return (
    <div className={s['moyen']}>
      {texte === undefined ? (
        <>
          <p>{TEXTES.telephoneCode}</p>
          <output className={s['code']}>{code}</output>
          <p className={s['aide']}>{TEXTES.telephoneAttente}</p>
        </>
      ) : (
        <Avis ton="attention" titre={texte} annonce />
      )}
      <Bouton variante={texte === undefined ? 'discret' : 'secondaire'} onPress={onFinie}>
        {texte === undefined ? TEXTES.telephoneAbandonner : TEXTES.telephoneRecommencer}
      </Bouton>
    </div>
  );
}

/** Asks how it stands, at the pace the service wants, until it is confirmed, refused or over. Returns how to stop asking. */
function suivreLeTelephone(
  premiereMs: number,
  dire: { readonly faite: () => void; readonly finie: (texte: string) => void },
): () => void {
  let arrete = false;
  let minuterie: ReturnType<typeof setTimeout>;
  const demander = async (): Promise<void> => {
    let attendreMs = premiereMs;
    try {
      const suite = await executer(suiteDuTelephone, {});
      if (arrete) return;
      if (suite.etat === 'faite') return dire.faite();
      attendreMs = suite.attendreMs;
    } catch (erreur) {
      if (!(erreur instanceof ErreurApi)) throw erreur;
      if (arrete) return;
      // A cut does not end the request: it is asked about again. Only a refusal does.
      if (erreur.genre === 'refus') return dire.finie(erreur.texte);
    }
    minuterie = setTimeout(() => void demander(), attendreMs);
  };
  minuterie = setTimeout(() => void demander(), premiereMs);
  return () => {
    arrete = true;
    clearTimeout(minuterie);
  };
}
