const LEAST_PX = 100;

/**
 * Keeps the page in the part of the window above an on-screen keyboard. Most browsers resize the page as its viewport tag
 * asks; Safari puts the keyboard over the page and shifts it up.
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
