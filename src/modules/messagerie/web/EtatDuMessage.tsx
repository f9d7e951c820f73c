import { formaterMoment } from '#web/format.ts';
import { Etiquette, useMaintenant, type Ton } from '#web/ui/index.ts';
import type { EtatEnvoi } from '../contract.ts';

const TONS: Readonly<Record<EtatEnvoi['etat'], Ton>> = {
  attente: 'attente',
  parti: 'neutre',
  remis: 'neutre',
  lu: 'info',
  repondu: 'succes',
  non_remis: 'alerte',
  annule: 'neutre',
  inconnu: 'neutre',
};

/** Where a sent message is, in words, with its time; « lu » never stands for « pris en charge ». */
export function EtatDuMessage({ envoi }: { readonly envoi: EtatEnvoi }) {
  const maintenant = useMaintenant();
  const quand = envoi.le === null ? '' : ` · ${formaterMoment(envoi.le, maintenant)}`;
  return <Etiquette ton={TONS[envoi.etat]}>{`${envoi.libelle}${quand}`}</Etiquette>;
}
