import { Copy, Phone } from 'lucide-react';
import { notifier } from '#web/coquille/passagers.ts';
import { formaterTelephone, normaliserTelephone } from '#web/format.ts';
import { Bouton, Carte, Lien, Page, Rang } from '#web/ui/index.ts';
import s from './Demande.module.css';
import type { DemandeEnvoyee as Envoyee } from './DeposerForm.tsx';
import { ENVOYEE } from './textes.ts';

interface ProprietesEnvoyee {
  readonly envoyee: Envoyee;
  /** Page of the request, for who has an account. */
  readonly ouvrir?: string | undefined;
  readonly onAutre: () => void;
}

/** The receipt: a reference, a human name, a direct phone, and where to look next. */
export function DemandeEnvoyee({ envoyee, ouvrir, onAutre }: ProprietesEnvoyee) {
  const { reference, interlocuteur, suivi, dejaRecue } = envoyee;
  return (
    <Page titre={dejaRecue ? ENVOYEE.dejaRecue : ENVOYEE.titre} etroite>
      {dejaRecue && <p>{ENVOYEE.dejaRecueQuoi}</p>}
      <Carte titre={`${ENVOYEE.reference} : ${reference}`} accent="vert">
        <p>
          {ENVOYEE.suit} : <strong>{interlocuteur.nom}</strong>
        </p>
        {interlocuteur.telephone !== undefined && (
          <Rang>
            <Lien
              vers={`tel:${normaliserTelephone(interlocuteur.telephone)}`}
              bouton="secondaire"
              icone={<Phone aria-hidden size={20} />}
              nomComplet={`Appeler ${interlocuteur.nom} au ${formaterTelephone(interlocuteur.telephone)}`}
            >
              {formaterTelephone(interlocuteur.telephone)}
            </Lien>
          </Rang>
        )}
      </Carte>
      <Rang>
        {ouvrir !== undefined && (
          <Lien vers={ouvrir} bouton="principal">
            {ENVOYEE.ouvrir}
          </Lien>
        )}
        {suivi !== undefined && <Suivre adresse={suivi} principal={ouvrir === undefined} />}
      </Rang>
      {suivi !== undefined && <p className={s['douce']}>{ENVOYEE.garder}</p>}
      <Rang>
        <Bouton onPress={onAutre}>{ENVOYEE.autre}</Bouton>
      </Rang>
    </Page>
  );
}

function Suivre({ adresse, principal }: { readonly adresse: string; readonly principal: boolean }) {
  const copier = () => void navigator.clipboard.writeText(adresse).then(() => notifier(ENVOYEE.copiee));
  return (
    <>
      <Lien vers={new URL(adresse).pathname} bouton={principal ? 'principal' : 'secondaire'}>
        {ENVOYEE.suivre}
      </Lien>
      {'clipboard' in navigator && (
        <Bouton icone={<Copy aria-hidden size={20} />} onPress={copier}>
          {ENVOYEE.copier}
        </Bouton>
      )}
    </>
  );
}
