import { createRouter, createWebHashHistory, type Router } from 'vue-router'
import { useSession } from '@/shared/session'
import { MENU, mayOpen, menuFor } from './menu'
import SignInPage from './pages/SignInPage.vue'

/** Pages that stand within another one of the menu. */
const WITHIN: Record<string, string> = { approval: 'approvals', statement: 'statements', vehicle: 'vehicles' }

export function consoleRouter(): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/sign-in', name: 'sign-in', component: SignInPage, meta: { open: true } },
      { path: '/nothing', name: 'nothing', component: () => import('./pages/NothingPage.vue') },
      { path: '/approvals', name: 'approvals', component: () => import('./pages/ApprovalsPage.vue') },
      { path: '/approvals/:id', name: 'approval', component: () => import('./pages/ApprovalPage.vue') },
      { path: '/live', name: 'live', component: () => import('./pages/LivePage.vue'), meta: { wide: true } },
      { path: '/loops', name: 'loops', component: () => import('./pages/LoopsPage.vue') },
      { path: '/piles', name: 'piles', component: () => import('./pages/PilesPage.vue') },
      { path: '/vehicles', name: 'vehicles', component: () => import('./pages/VehiclesPage.vue') },
      { path: '/vehicles/:id', name: 'vehicle', component: () => import('./pages/VehiclePage.vue') },
      { path: '/rides', name: 'rides', component: () => import('./pages/RidesPage.vue') },
      { path: '/alerts', name: 'alerts', component: () => import('./pages/AlertsPage.vue') },
      { path: '/feeds', name: 'feeds', component: () => import('./pages/FeedsPage.vue') },
      { path: '/orders', name: 'orders', component: () => import('./pages/OrdersPage.vue') },
      { path: '/statements', name: 'statements', component: () => import('./pages/StatementsPage.vue') },
      { path: '/statements/:id', name: 'statement', component: () => import('./pages/StatementPage.vue') },
      { path: '/receipts', name: 'receipts', component: () => import('./pages/ReceiptsPage.vue') },
      { path: '/disputes', name: 'disputes', component: () => import('./pages/DisputesPage.vue') },
      { path: '/policy', name: 'policy', component: () => import('./pages/PolicyPage.vue') },
      { path: '/chains', name: 'chains', component: () => import('./pages/ChainsPage.vue') },
      { path: '/people', name: 'people', component: () => import('./pages/PeoplePage.vue') },
      { path: '/budgets', name: 'budgets', component: () => import('./pages/BudgetsPage.vue') },
      { path: '/prices', name: 'prices', component: () => import('./pages/PricesPage.vue') },
      { path: '/chain/:id?', name: 'chain', component: () => import('./pages/ChainPage.vue') },
      { path: '/findings', name: 'findings', component: () => import('./pages/FindingsPage.vue') },
      { path: '/samples', name: 'samples', component: () => import('./pages/SamplesPage.vue') },
      { path: '/publications', name: 'publications', component: () => import('./pages/PublicationsPage.vue') },
      { path: '/:rest(.*)', name: 'home', component: SignInPage }
    ]
  })
  router.beforeEach(async (to) => {
    const session = useSession()
    await session.resume()
    if (!session.person) {
      const lost = to.name === 'home' || to.name === 'nothing'
      return to.meta.open ? true : { name: 'sign-in', query: lost ? {} : { next: to.fullPath } }
    }
    if (to.meta.open || to.name === 'home') {
      return { name: home() }
    }
    const entry = MENU.find((candidate) => candidate.name === (WITHIN[String(to.name)] ?? to.name))
    return entry && !mayOpen(entry, session.person.roles) ? { name: home() } : true
  })
  return router
}

/** The first page of the menu of whoever is signed in. */
export function home(): string {
  return menuFor(useSession().person?.roles ?? [])[0]?.name ?? 'nothing'
}
