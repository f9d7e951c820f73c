import { useEffect } from 'react';
import { CANAL_CONFIRMATION } from '#web/session/reauthentification.ts';
import { Avis, Page } from '#web/ui/index.ts';
import { TEXTES } from './textes-connexion.ts';
import s from './Connexion.module.css';

/** Where the card brings back the tab that was opened to confirm: it tells the other one, and closes. */
export function ConfirmeePage() {
  useEffect(() => {
    const canal = new BroadcastChannel(CANAL_CONFIRMATION);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel only reaches pages of this origin
    canal.postMessage('confirmee');
    canal.close();
    window.close();
  }, []);
  return (
    <main className={s['page']}>
      <Page titre={TEXTES.confirmee} etroite>
        <Avis titre={TEXTES.confirmeeAide} />
      </Page>
    </main>
  );
}
