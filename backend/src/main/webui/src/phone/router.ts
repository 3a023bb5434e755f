import { createRouter, createWebHashHistory, type Router } from 'vue-router'
import { useSession } from '@/shared/session'
import PlanPage from './pages/PlanPage.vue'
import SignInPage from './pages/SignInPage.vue'

export function phoneRouter(): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
    routes: [
      { path: '/', name: 'plan', component: PlanPage, meta: { tab: true } },
      { path: '/sign-in', name: 'sign-in', component: SignInPage, meta: { open: true } },
      { path: '/options', name: 'options', component: () => import('./pages/OptionsPage.vue') },
      { path: '/options/:id', name: 'option', component: () => import('./pages/OptionPage.vue') },
      { path: '/trips', name: 'trips', component: () => import('./pages/TripsPage.vue'), meta: { tab: true } },
      { path: '/trips/:id', name: 'trip', component: () => import('./pages/TripPage.vue') },
      {
        path: '/trips/:id/dispatch-order',
        name: 'dispatch',
        component: () => import('./pages/DispatchPage.vue')
      },
      { path: '/trips/:id/receipt', name: 'receipt', component: () => import('./pages/ReceiptPage.vue') },
      {
        path: '/approvals',
        name: 'approvals',
        component: () => import('./pages/ApprovalsPage.vue'),
        meta: { tab: true }
      },
      { path: '/messages', name: 'messages', component: () => import('./pages/MessagesPage.vue'), meta: { tab: true } },
      { path: '/findings', name: 'findings', component: () => import('./pages/FindingsPage.vue') },
      { path: '/me', name: 'me', component: () => import('./pages/MePage.vue'), meta: { tab: true } },
      { path: '/:rest(.*)', redirect: '/' }
    ]
  })
  router.beforeEach(async (to) => {
    const session = useSession()
    await session.resume()
    if (!to.meta.open && !session.person) {
      return { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
    }
    return to.name === 'sign-in' && session.person ? { name: 'plan' } : true
  })
  return router
}
