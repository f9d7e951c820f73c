import { Repeat } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { choisirPour } from '#acces/contrat-session.ts';
import { effacerBrouillons } from '../brouillon.ts';
import { useAction } from '../requetes.ts';
import { Bouton } from '../ui/index.ts';
import { useMoi } from './session.tsx';
import s from './PourQui.module.css';

/** On every screen while somebody acts for somebody else: for whom, and the way back to oneself. */
export function PourQui() {
  const { pour } = useMoi();
  const client = useQueryClient();
  const retour = useAction(choisirPour, {
    apres: () => {
      effacerBrouillons();
      client.clear();
      window.location.assign('/');
    },
  });
  if (pour === undefined) return null;
  return (
    <aside className={s['bande']} aria-label="Pour qui vous saisissez" data-sans-impression>
      <p>
        Vous saisissez pour <strong>{pour.nom}</strong>
      </p>
      <Bouton
        variante="discret"
        icone={<Repeat aria-hidden size={20} />}
        enCours={retour.enCours}
        onPress={() => retour.executer({ delegation: null })}
      >
        Reprendre mon activité
      </Bouton>
    </aside>
  );
}
