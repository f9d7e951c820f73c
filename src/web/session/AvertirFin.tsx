import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { notifier } from '../coquille/passagers.ts';
import { formaterHeure } from '../format.ts';
import { Bouton, Dialogue } from '../ui/index.ts';
import { dernierGesteMs, dernierePresenceMs } from './activite.ts';
import { vueMoi } from './contrat.ts';
import { ceQuiVient } from './fin-de-session.ts';
import { useMoi } from './session.tsx';

const REGARD_MS = 15_000;

/**
 * Looks after the session while the page is open: tells the server somebody is there when only typing goes on, warns before it closes for
 * want of a gesture, and says once that the twelve hours are nearly over. What is written stays on screen and in the drafts anyway.
 */
export function AvertirFin() {
  const { session, autresSessions } = useMoi();
  const client = useQueryClient();
  const [bientot, setBientot] = useState(false);
  const dit = useRef(false);
  const expireLe = session?.expireLe;
  const inactiviteMinutes = session?.inactiviteMinutes;
  useEffect(() => {
    if (expireLe === undefined || inactiviteMinutes === undefined) return undefined;
    const regarder = (): void => {
      const suite = ceQuiVient({
        maintenant: Date.now(),
        geste: dernierGesteMs(),
        presence: dernierePresenceMs(),
        inactiviteMs: inactiviteMinutes * 60_000,
        expire: Date.parse(expireLe),
      });
      setBientot(suite === 'avertir');
      if (suite === 'signaler') void client.invalidateQueries({ queryKey: [vueMoi.nom] });
      if (suite === 'dire_la_fin' && !dit.current) {
        dit.current = true;
        notifier(`Votre session se termine à ${formaterHeure(new Date(expireLe))}. Ce que vous écrivez est gardé.`);
      }
    };
    const minuterie = setInterval(regarder, REGARD_MS);
    return () => clearInterval(minuterie);
  }, [client, expireLe, inactiviteMinutes]);
  useEffect(() => {
    if (autresSessions !== undefined && autresSessions > 0)
      notifier('Votre compte est aussi ouvert ailleurs. Si ce n’est pas vous, fermez-le dans Compte › Mes sessions.');
  }, [autresSessions]);
  const rester = (): void => {
    setBientot(false);
    void client.invalidateQueries({ queryKey: [vueMoi.nom] });
  };
  return (
    <Dialogue
      titre="Êtes-vous toujours là ?"
      ouvert={bientot}
      onFermer={rester}
      fermable={false}
      actions={
        <Bouton variante="principal" onPress={rester}>
          Je suis là, continuer
        </Bouton>
      }
    >
      <p>Sans geste de votre part, votre session se ferme dans moins de deux minutes.</p>
      <p>Rien n’est perdu : ce que vous avez écrit reste derrière cette question.</p>
    </Dialogue>
  );
}
