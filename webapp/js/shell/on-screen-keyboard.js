const LEAST_PX = 100;

/**
 * Keeps the page in the part of the window that an on-screen keyboard leaves. Most browsers shrink the page themselves, as the viewport
 * asks for; Safari lays the keyboard over it and moves the page up.
 */
export function makeRoomForKeyboard(app) {
  const seen = window.visualViewport;
  const fit = () => {
    const isCovered = seen.scale === 1 && document.documentElement.clientHeight - seen.height > LEAST_PX;
    app.style.setProperty('--seen', isCovered ? `${seen.height}px` : '');
    app.style.translate = isCovered ? `0 ${seen.offsetTop}px` : '';
  };
  for (const type of ['resize', 'scroll']) seen?.addEventListener(type, fit);
}
