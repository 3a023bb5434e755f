import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { api, ask, cookie, onSignedOut, type Schemas } from '@/api/client'
import { asRefusal, type Refusal } from '@/api/refusal'

export type Person = Schemas['PersonView']
export type Role = Person['roles'][number]

const ASK_AGAIN_MS = 3000
/** Tells the other tabs of this browser that somebody signed in or out: they share the cookies. */
const tabs = new BroadcastChannel('twinloop.session')

/** Who is signed in. The tokens are in cookies no script can read; only the person is known here. */
export const useSession = defineStore('session', () => {
  const person = ref<Person | null>(null)
  const checked = ref(false)
  /** Why it is not known yet who is signed in: the service does not answer. */
  const trouble = ref<Refusal | null>(null)

  onSignedOut(() => {
    person.value = null
  })

  /** Nobody is signed in any more, in whichever tab that was said. */
  function noticeOtherTabs(): void {
    tabs.addEventListener('message', () => void lookAgain())
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && person.value && !cookie('tl_csrf')) {
        person.value = null
      }
    })
  }

  async function lookAgain(): Promise<void> {
    if (!cookie('tl_csrf')) {
      person.value = null
    } else if (checked.value) {
      await whoAmI()
    }
  }
  noticeOtherTabs()

  /**
   * Asks the service who we are, until it answers; nobody is an answer. A service that is away for a while must not
   * cost anybody their session.
   */
  async function resume(): Promise<void> {
    while (!checked.value) {
      const asked = await whoAmI()
      checked.value = asked
      if (!asked) {
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
      }
    }
  }

  async function whoAmI(): Promise<boolean> {
    if (!cookie('tl_csrf')) {
      return true
    }
    try {
      person.value = await ask(api.GET('/me'))
      trouble.value = null
      return true
    } catch (thrown) {
      const refusal = asRefusal(thrown)
      const answered = refusal.status >= 400 && refusal.status < 500
      trouble.value = answered ? null : refusal
      return answered
    }
  }

  async function signIn(login: string, password: string): Promise<void> {
    const answer = await ask(api.POST('/auth/login', { body: { login, password, client: 'BROWSER' } }))
    person.value = answer.person
    checked.value = true
    tabs.postMessage('in')
  }

  /** Exchanges a one-time password for one's own and signs in with it. */
  async function choosePassword(login: string, oneTimePassword: string, newPassword: string): Promise<void> {
    await ask(api.POST('/auth/password', { body: { login, oneTimePassword, newPassword } }))
    await signIn(login, newPassword)
  }

  async function changePassword(oldPassword: string, newPassword: string): Promise<void> {
    await ask(api.PUT('/me/password', { body: { oldPassword, newPassword } }))
  }

  async function signOut(): Promise<void> {
    await ask(api.POST('/auth/logout'))
    person.value = null
    tabs.postMessage('out')
  }

  const has = (...roles: Role[]) => roles.some((role) => person.value?.roles.includes(role))
  const isApprover = computed(() => has('APPROVER'))
  return { person, checked, trouble, resume, signIn, choosePassword, changePassword, signOut, has, isApprover }
})
