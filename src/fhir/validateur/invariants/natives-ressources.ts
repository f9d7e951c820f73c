import { egal } from '../gabarits/constantes.ts';
import { cibleDe } from '../gabarits/cible.ts';
import { enTexte, type Objet, type Passage } from '../passage.ts';
import { a, aChoix, comparerDates, dans, objets } from './lecture.ts';

/** dom-3 as R4 publishes it, at length. */
const DOM_3 =
  "contained.where((('#'+id in (%resource.descendants().reference | %resource.descendants().as(canonical) | %resource.descendants().as(uri) | %resource.descendants().as(url))) or descendants().where(reference = '#').exists() or descendants().where(as(canonical) = '#').exists() or descendants().where(as(canonical) = '#').exists()).not()).trace('unmatched', id).empty()";

const enBundle = (o: Objet, ...types: readonly string[]): boolean => types.includes(enTexte(o['type']));

/** Rules of resources. */
export const natives: Readonly<Record<string, (o: Objet, p: Passage) => boolean>> = {
  // dom-2, dom-4, dom-5
  'contained.contained.empty()': ({ contained }) => objets(contained).every((r) => !a(r, 'contained')),
  'contained.meta.versionId.empty() and contained.meta.lastUpdated.empty()': ({ contained }) =>
    objets(contained).every(
      (r) => dans(r['meta'], 'versionId') === undefined && dans(r['meta'], 'lastUpdated') === undefined,
    ),
  'contained.meta.security.empty()': ({ contained }) =>
    objets(contained).every((r) => dans(r['meta'], 'security') === undefined),
  [DOM_3]: containedReferees,
  // bdl-1, bdl-2, bdl-3, bdl-4, bdl-7, bdl-9, bdl-10, bdl-11, bdl-12
  "total.empty() or (type = 'searchset') or (type = 'history')": (o) =>
    !a(o, 'total') || enBundle(o, 'searchset', 'history'),
  "entry.search.empty() or (type = 'searchset')": (o) =>
    enBundle(o, 'searchset') || objets(o['entry']).every((e) => !a(e, 'search')),
  "entry.all(request.exists() = (%resource.type = 'batch' or %resource.type = 'transaction' or %resource.type = 'history'))":
    (o) => objets(o['entry']).every((e) => a(e, 'request') === enBundle(o, 'batch', 'transaction', 'history')),
  "entry.all(response.exists() = (%resource.type = 'batch-response' or %resource.type = 'transaction-response' or %resource.type = 'history'))":
    (o) =>
      objets(o['entry']).every(
        (e) => a(e, 'response') === enBundle(o, 'batch-response', 'transaction-response', 'history'),
      ),
  "(type = 'history') or entry.where(fullUrl.exists()).select(fullUrl&resource.meta.versionId).isDistinct()": (o) =>
    enBundle(o, 'history') || sansDoublon(objets(o['entry'])),
  "type = 'document' implies (identifier.system.exists() and identifier.value.exists())": (o) =>
    !enBundle(o, 'document') ||
    (dans(o['identifier'], 'system') !== undefined && dans(o['identifier'], 'value') !== undefined),
  "type = 'document' implies (timestamp.hasValue())": (o) => !enBundle(o, 'document') || o['timestamp'] !== undefined,
  "type = 'document' implies entry.first().resource.is(Composition)": (o) =>
    !enBundle(o, 'document') || premiere(o) === 'Composition',
  "type = 'message' implies entry.first().resource.is(MessageHeader)": (o) =>
    !enBundle(o, 'message') || premiere(o) === 'MessageHeader',
  // org-1, cmp-2 and lst-1, lst-2, lst-3
  '(identifier.count() + name.count()) > 0': (o) => a(o, 'identifier') || a(o, 'name'),
  'emptyReason.empty() or entry.empty()': (o) => !a(o, 'emptyReason') || !a(o, 'entry'),
  "mode = 'changes' or entry.deleted.empty()": (o) =>
    o['mode'] === 'changes' || objets(o['entry']).every((e) => !a(e, 'deleted')),
  "mode = 'working' or entry.date.empty()": (o) =>
    o['mode'] === 'working' || objets(o['entry']).every((e) => !a(e, 'date')),
  // pat-1
  'name.exists() or telecom.exists() or address.exists() or organization.exists()': (o) =>
    a(o, 'name') || a(o, 'telecom') || a(o, 'address') || a(o, 'organization'),
  // app-2, app-3
  'start.exists() = end.exists()': (o) => a(o, 'start') === a(o, 'end'),
  "(start.exists() and end.exists()) or (status in ('proposed' | 'cancelled' | 'waitlist'))": (o) =>
    (a(o, 'start') && a(o, 'end')) || ['proposed', 'cancelled', 'waitlist'].includes(enTexte(o['status'])),
  // obs-7, vs-2
  'value.empty() or component.code.where(coding.intersect(%resource.code.coding).exists()).empty()': (o) =>
    !aChoix(o, 'value') || !objets(o['component']).some((composant) => memeCode(composant['code'], o['code'])),
  '(component.empty() and hasMember.empty()) implies (dataAbsentReason.exists() or value.exists())': (o) =>
    a(o, 'component') || a(o, 'hasMember') || a(o, 'dataAbsentReason') || aChoix(o, 'value'),
  // Task inv-1
  'lastModified.exists().not() or authoredOn.exists().not() or lastModified >= authoredOn': ({
    lastModified,
    authoredOn,
  }) => (comparerDates(lastModified, authoredOn) ?? 0) >= 0,
  // ctm-1: a member that is not at hand is taken for what it should be
  'onBehalfOf.exists() implies (member.resolve().iif(empty(), true, ofType(Practitioner).exists()))': (o, p) =>
    !a(o, 'onBehalfOf') ||
    (cibleDe(p, dans(o['member'], 'reference'))?.['resourceType'] ?? 'Practitioner') === 'Practitioner',
};

function premiere(bundle: Objet): unknown {
  return dans(objets(bundle['entry'])[0]?.['resource'], 'resourceType');
}

function sansDoublon(entrees: readonly Objet[]): boolean {
  const cles = entrees
    .filter(({ fullUrl }) => fullUrl !== undefined)
    .map(({ fullUrl, resource }) => `${enTexte(fullUrl)} ${enTexte(dans(dans(resource, 'meta'), 'versionId'))}`);
  return new Set(cles).size === cles.length;
}

function memeCode(un: unknown, autre: unknown): boolean {
  return objets(dans(un, 'coding')).some((codage) => objets(dans(autre, 'coding')).some((c) => egal(codage, c)));
}

/** Each contained resource is pointed at by `#id` somewhere in the resource, or points at « # », the resource that contains it. */
function containedReferees(o: Objet): boolean {
  const contenues = objets(o['contained']);
  if (contenues.length === 0) return true;
  const locales = new Set<string>();
  relever(o, locales);
  return contenues.every((ressource) => {
    if (locales.has(`#${enTexte(ressource['id'])}`)) return true;
    const siennes = new Set<string>();
    relever(ressource, siennes);
    return siennes.has('#');
  });
}

function relever(valeur: unknown, locales: Set<string>): void {
  if (typeof valeur === 'string') {
    if (valeur.startsWith('#')) locales.add(valeur);
  } else if (typeof valeur === 'object' && valeur !== null) for (const v of Object.values(valeur)) relever(v, locales);
}
