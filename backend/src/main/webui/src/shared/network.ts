import { ref } from 'vue'

/** Whether the device has a network at all; calls that fail for another reason say so themselves. */
export const online = ref(navigator.onLine)
addEventListener('online', () => {
  online.value = true
})
addEventListener('offline', () => {
  online.value = false
})
