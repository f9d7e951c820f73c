import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Bouton } from '../base/Bouton.tsx';
import { classes } from '../classes.ts';
import s from './Surfaces.module.css';

interface ProprietesSurface {
  readonly titre: string;
  readonly ouvert: boolean;
  readonly onFermer: () => void;
  readonly children: ReactNode;
  /** Buttons at the bottom, in the thumb zone; each says what happens. */
  readonly actions?: ReactNode;
  /** False when closing would lose something that must be answered. */
  readonly fermable?: boolean | undefined;
  readonly alerte?: boolean | undefined;
  /** Fills a phone from the top: what holds a search stays above the keyboard. */
  readonly pleinEcran?: boolean | undefined;
}

/** A question that stops the work: few words, one main answer. */
export function Dialogue(proprietes: ProprietesSurface) {
  return <Surface {...proprietes} forme="dialogue" />;
}

/** Beside the page on a desk, from below on a phone: details, a short form, filters. */
export function Panneau(proprietes: ProprietesSurface) {
  return <Surface {...proprietes} forme="panneau" />;
}

type Forme = 'dialogue' | 'panneau';

function Surface({
  titre,
  ouvert,
  onFermer,
  children,
  actions,
  fermable = true,
  alerte = false,
  pleinEcran = false,
  forme,
}: ProprietesSurface & { readonly forme: Forme }) {
  return (
    <ModalOverlay
      className={classes(s['voile'], s[`voile-${forme}`], pleinEcran && s['plein'])}
      isOpen={ouvert}
      isDismissable={fermable && forme === 'panneau'}
      isKeyboardDismissDisabled={!fermable}
      onOpenChange={(reste) => {
        if (!reste) onFermer();
      }}
    >
      <Modal className={classes(s['surface'], s[forme])}>
        <Dialog className={classes(s['contenu'])} role={alerte ? 'alertdialog' : 'dialog'}>
          <div className={s['tete']}>
            <Heading slot="title" level={2} className={classes(s['titre'])}>
              {titre}
            </Heading>
            {fermable && (
              <Bouton variante="discret" icone={<X aria-hidden size={20} />} onPress={onFermer}>
                Fermer
              </Bouton>
            )}
          </div>
          <div className={s['corps']}>{children}</div>
          {actions !== undefined && <div className={s['actions']}>{actions}</div>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
