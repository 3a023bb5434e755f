import type { GlyphName } from '@/shared/Glyph.vue'
import type { Role } from '@/shared/session'

export interface MenuEntry {
  name: string
  icon: GlyphName
  roles: Role[]
  /** Who finds it there besides when something waits for them: deputies and those whom a chain names. */
  asked?: Role
}

/** What each role finds in the menu. The service decides what it may read; this only spares dead ends. */
export const MENU: MenuEntry[] = [
  { name: 'approvals', icon: 'stamp', roles: ['APPROVER'], asked: 'TRAVELLER' },
  { name: 'live', icon: 'route', roles: ['FLEET_MANAGER', 'VEHICLE_ADMINISTRATOR', 'SUPERVISOR', 'ADMINISTRATOR'] },
  { name: 'loops', icon: 'loops', roles: ['FLEET_MANAGER', 'VEHICLE_ADMINISTRATOR', 'SUPERVISOR', 'ADMINISTRATOR'] },
  { name: 'piles', icon: 'plug', roles: ['FLEET_MANAGER', 'VEHICLE_ADMINISTRATOR', 'SUPERVISOR', 'ADMINISTRATOR'] },
  { name: 'vehicles', icon: 'EV', roles: ['FLEET_MANAGER', 'VEHICLE_ADMINISTRATOR'] },
  { name: 'rides', icon: 'flag', roles: ['FLEET_MANAGER'] },
  { name: 'alerts', icon: 'bell', roles: ['FLEET_MANAGER', 'SUPERVISOR'] },
  { name: 'feeds', icon: 'swap', roles: ['PARTNER', 'FLEET_MANAGER'] },
  { name: 'orders', icon: 'clock', roles: ['PARTNER'] },
  { name: 'chain', icon: 'lock', roles: ['AUDITOR', 'SUPERVISOR'] },
  { name: 'statements', icon: 'receipt', roles: ['FINANCE', 'AUDITOR'] },
  { name: 'receipts', icon: 'check', roles: ['FINANCE', 'AUDITOR'] },
  { name: 'disputes', icon: 'flag', roles: ['PARTNER', 'FINANCE', 'FLEET_MANAGER', 'AUDITOR', 'SUPERVISOR'] },
  { name: 'budgets', icon: 'stamp', roles: ['FINANCE', 'AUDITOR', 'ADMINISTRATOR'] },
  { name: 'prices', icon: 'tag', roles: ['FINANCE', 'AUDITOR', 'ADMINISTRATOR', 'FLEET_MANAGER'] },
  { name: 'findings', icon: 'search', roles: ['SUPERVISOR'] },
  { name: 'samples', icon: 'check', roles: ['SUPERVISOR', 'AUDITOR'] },
  {
    name: 'publications',
    icon: 'flag',
    roles: ['SUPERVISOR', 'AUDITOR', 'FINANCE', 'FLEET_MANAGER', 'VEHICLE_ADMINISTRATOR', 'ADMINISTRATOR']
  },
  { name: 'people', icon: 'people', roles: ['ADMINISTRATOR'] },
  {
    name: 'policy',
    icon: 'rules',
    roles: ['ADMINISTRATOR', 'VEHICLE_ADMINISTRATOR', 'FLEET_MANAGER', 'SUPERVISOR', 'AUDITOR', 'FINANCE']
  },
  { name: 'chains', icon: 'steps', roles: ['ADMINISTRATOR', 'VEHICLE_ADMINISTRATOR', 'AUDITOR'] }
]

/** @param waiting how many requests await the person's decision */
export function menuFor(roles: readonly Role[], waiting = 0): MenuEntry[] {
  return MENU.filter((entry) => mayOpen({ ...entry, asked: waiting > 0 ? entry.asked : undefined }, roles))
}

/** Whoever may be asked opens the page, whether something waits or not: a message leads there. */
export function mayOpen(entry: MenuEntry, roles: readonly Role[]): boolean {
  return roles.some((role) => entry.roles.includes(role) || entry.asked === role)
}
