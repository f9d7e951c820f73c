import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react';

const PAS_MS = 30_000;
const HorlogeFixe = createContext<Date | null>(null);

let courante = new Date();
const abonnes = new Set<() => void>();
let minuterie: ReturnType<typeof setInterval> | undefined;

function battre(): void {
  courante = new Date();
  for (const prevenir of abonnes) prevenir();
}

function sAbonner(prevenir: () => void): () => void {
  abonnes.add(prevenir);
  minuterie ??= setInterval(battre, PAS_MS);
  return () => {
    abonnes.delete(prevenir);
    if (abonnes.size > 0) return;
    clearInterval(minuterie);
    minuterie = undefined;
  };
}

function lireHeure(): Date {
  if (minuterie === undefined && Date.now() - courante.getTime() > PAS_MS) courante = new Date();
  return courante;
}

/** Now, refreshed every 30 s so that « il y a 2 h » stays true; fixed inside <Horloge>. */
export function useMaintenant(): Date {
  const fixe = useContext(HorlogeFixe);
  const vivante = useSyncExternalStore(sAbonner, lireHeure, lireHeure);
  return fixe ?? vivante;
}

interface ProprietesHorloge {
  readonly maintenant: Date;
  readonly children: ReactNode;
}

/** Stops the clock for a gallery, a photograph or a test. */
export function Horloge({ maintenant, children }: ProprietesHorloge) {
  return <HorlogeFixe value={maintenant}>{children}</HorlogeFixe>;
}
