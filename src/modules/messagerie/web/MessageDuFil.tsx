import { useState } from 'react';
import { formaterMoment } from '#web/format.ts';
import { classes } from '#web/ui/classes.ts';
import { Avis, Bouton, Etiquette, Rang, useMaintenant } from '#web/ui/index.ts';
import type { Message } from '../contract.ts';
import { EtatDuMessage } from './EtatDuMessage.tsx';
import s from './Messages.module.css';
import { NonRemis } from './NonRemis.tsx';
import { Pieces } from './Pieces.tsx';
import { TEXTES } from './textes.ts';

/** One message as people read it; the quoted history opens on demand. */
export function MessageDuFil({ message, traitable }: { readonly message: Message; readonly traitable: boolean }) {
  const maintenant = useMaintenant();
  const [entier, setEntier] = useState(false);
  const { envoi } = message;
  return (
    <article
      className={classes(s['message'], message.sens === 'envoye' && s['envoye'])}
      aria-label={`Message de ${message.de}`}
    >
      <div className={s['tete']}>
        <span className={s['qui']}>{message.sens === 'envoye' ? `${message.de} à ${message.a}` : message.de}</span>
        <time className={s['quand']} dateTime={message.le}>
          {formaterMoment(message.le, maintenant)}
        </time>
      </div>
      {message.automatique && (
        <Rang>
          <Etiquette>{TEXTES.automatique}</Etiquette>
        </Rang>
      )}
      {message.memeIdentifiant && <Avis ton="attention" titre={TEXTES.memeIdentifiant} />}
      <p className={s['texte']}>{entier && message.texteComplet !== null ? message.texteComplet : message.texte}</p>
      {message.texteComplet !== null && (
        <div>
          <Bouton variante="discret" deplie={entier} onPress={() => setEntier(!entier)}>
            {TEXTES.citation}
          </Bouton>
        </div>
      )}
      {message.pieces.length > 0 && <Pieces pieces={message.pieces} />}
      {envoi !== null && envoi.etat !== 'non_remis' && (
        <Rang>
          <EtatDuMessage envoi={envoi} />
        </Rang>
      )}
      {envoi !== null && envoi.etat !== 'non_remis' && envoi.motif !== null && (
        <p className={s['doux']}>{envoi.motif}</p>
      )}
      {envoi?.etat === 'non_remis' && (
        <NonRemis communication={message.communication} destinataire={message.a} envoi={envoi} traitable={traitable} />
      )}
    </article>
  );
}
