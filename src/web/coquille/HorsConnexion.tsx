import { WifiOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import s from './Coquille.module.css';

function ecouterReseau(prevenir: () => void): () => void {
  window.addEventListener('online', prevenir);
  window.addEventListener('offline', prevenir);
  return () => {
    window.removeEventListener('online', prevenir);
    window.removeEventListener('offline', prevenir);
  };
}

function useEnLigne(): boolean {
  return useSyncExternalStore(ecouterReseau, () => navigator.onLine);
}

export function BandeHorsConnexion() {
  const enLigne = useEnLigne();
  return (
    <output className={s['bloc']} data-sans-impression>
      {!enLigne && (
        <span className={s['bandeHors']}>
          <WifiOff aria-hidden size={20} />
          Hors connexion. Ce que vous écrivez est gardé ; envoyez-le quand le réseau revient.
        </span>
      )}
    </output>
  );
}
